BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Format' {
    BeforeAll {
        $snapshot = New-TrainedSnapshot "$TestDrive/shown" -Message 'what I said'
        $tested = Invoke-FlamTest "$TestDrive/shown"
        Add-Content "$TestDrive/shown/Task.cs" '// edited'
    }

    It 'shows snapshots as a table with state, test metrics and message' {
        $text = $tested | Out-String -Width 160
        $text | Should -Match 'Id\s+Experiment\s+State\s+Timestamp\s+Test\s+Message'
        $text | Should -Match "$($tested.Id)\s+shown\s+Trained\s+\d{4}-\d\d-\d\d \d\d:\d\d\s+accuracy 0.75\s+what I said"
        $snapshot | Out-String -Width 160 | Should -Match 'shown\s+Trained\s+\S+ \S+\s+what I said'
    }

    It 'shows a snapshot as a list with parameters and metrics' {
        $text = $tested | Format-List | Out-String -Width 160
        $text | Should -Match 'Parameters\s+: Epochs 3'
        $text | Should -Match 'Train\s+: loss 0\.3333'
        $text | Should -Match 'State\s+: Trained, tested'
        $text | Should -Match 'Test\s+: accuracy 0\.75'
        $text | Should -Match 'ModelFiles\s+: \{final\.txt\}'
    }

    It 'shows environment and data of a snapshot in one line each' {
        $folder = New-TaskFolder "$TestDrive/data" -Train 'Run.UseData("rows.csv");'
        [IO.File]::WriteAllText("$folder/rows.csv", '1')
        $text = Invoke-FlamTrain $folder | Format-List | Out-String -Width 160
        $text | Should -Match 'Data\s+: rows\.csv 6b86b27… \(1 B\)'
        $text | Should -Match "Environment\s+: \.NET \d+\.\S+, .*, $([Environment]::ProcessorCount) × .*, \d+ GB"
    }

    It 'shows every property with Format-List *' {
        $text = $tested | Format-List * | Out-String -Width 200
        foreach ($property in [Flammable.Snapshots.Snapshot].GetProperties().Name) {
            $text | Should -Match "(?m)^$property\s+:"
        }
    }

    It 'shows experiments as a table' {
        Get-FlamExperiment | Out-String -Width 160 | Should -Match "shown\s+1\s+$($tested.Name)\s+.*shown"
    }

    It 'shows the status with the changed files' {
        $text = Get-FlamStatus "$TestDrive/shown" | Out-String -Width 160
        $text | Should -Match 'Experiment\s+: shown'
        $text | Should -Match "LastSnapshot\s+: $($tested.Name) \(Trained, tested\)"
        $text | Should -Match 'ChangedFiles\s+: .*Task\.cs \(Modified\)'
    }

    It 'shows changed files as a table' {
        Test-FlamChanges "$TestDrive/shown" -Detailed | Out-String | Should -Match 'Modified\s+Task\.cs'
    }

    It 'shows the configuration as a list' {
        Get-FlamConfiguration | Out-String -Width 160 | Should -Match 'CommitMode\s+: Auto'
    }

    It 'puts no colour codes into a file' {
        $file = "$TestDrive/out.txt"
        $tested, (Get-FlamExperiment), (Get-FlamStatus "$TestDrive/shown") | Out-File $file
        Get-Content $file -Raw | Should -Not -Match "`e"
    }
}
