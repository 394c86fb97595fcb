BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Repair-FlamLibrary' {
    BeforeAll {
        $snapshot = New-TrainedSnapshot "$TestDrive/first"
        $null = New-TrainedSnapshot "$TestDrive/second"
        $journal = Join-Path $snapshot.Path 'metrics.jsonl'
    }

    It 'finds nothing in a library that is in order' {
        Repair-FlamLibrary | Should -BeNullOrEmpty
    }

    It 'emits what it found and repairs nothing under -WhatIf' {
        [IO.File]::AppendAllText($journal, '{"split"')
        $problem = Repair-FlamLibrary -WhatIf

        $problem | Should -BeOfType ([Flammable.Repairing.LibraryProblem])
        $problem.Kind | Should -Be 'JournalTorn'
        $problem.Status | Should -Be 'Repairable'
        $problem.Snapshot | Should -Be $snapshot.Name
        $problem.Path | Should -Be $journal
        Get-Content $journal -Raw | Should -BeLike '*{"split"'
    }

    It 'repairs what can be repaired, and finds nothing then' {
        [IO.File]::AppendAllText($journal, '{"split"')
        $problem = Repair-FlamLibrary

        $problem.Status | Should -Be 'Repaired'
        Get-Content $journal -Raw | Should -Not -BeLike '*{"split"'
        Repair-FlamLibrary | Should -BeNullOrEmpty
    }

    It 'checks the experiments that are named, also from the pipeline' {
        [IO.File]::AppendAllText($journal, '{"split"')
        Repair-FlamLibrary 'sec*' | Should -BeNullOrEmpty
        (Get-FlamExperiment first | Repair-FlamLibrary).Status | Should -Be 'Repaired'
    }

    It 'shows status, kind and message as a table' {
        [IO.File]::AppendAllText($journal, '{"split"')
        Repair-FlamLibrary -WhatIf | Out-String -Width 200 | Should -Match 'Repairable\s+JournalTorn\s+The journal of snapshot'
        $null = Repair-FlamLibrary
    }

    It 'passes over a snapshot that a run holds, and tells it' {
        [IO.File]::AppendAllText($journal, '{"split"')
        $lock = Join-Path $snapshot.Path 'run.lock'
        $held = [IO.File]::Open($lock, 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            $problem = Repair-FlamLibrary
            $problem.Kind | Should -Be 'InUse'
            $problem.Status | Should -Be 'Harmless'
        }
        finally {
            $held.Dispose()
        }

        $null = Repair-FlamLibrary
    }

    It 'answers ExperimentNotFound' {
        Repair-FlamLibrary nosuch -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ExperimentNotFound,Flammable.Commands.RepairFlamLibraryCommand'
    }

    It 'says of a model of another length that it is damaged' {
        $third = Invoke-FlamTrain (New-TaskFolder "$TestDrive/third" -Test 'Snapshot.OpenModel().Dispose();')
        [IO.File]::AppendAllText((Join-Path $third.Path $third.ModelFiles[0]), 'more')
        Invoke-FlamTest -Snapshot $third -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ModelDamaged,Flammable.Commands.InvokeFlamTestCommand'
    }
}
