BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Invoke-FlamTest' {
    It 'tests the last snapshot of the current location' {
        $snapshot = New-TrainedSnapshot "$TestDrive/here"
        Push-Location "$TestDrive/here"
        try { $tested = Invoke-FlamTest } finally { Pop-Location }

        $tested.Name | Should -Be $snapshot.Name
        $tested.TestedAt | Should -Not -BeNullOrEmpty
        $tested.Test['accuracy'].Last | Should -Be 0.75
    }

    It 'refuses changed code, and runs the last snapshot with -Ignore' {
        $snapshot = New-TrainedSnapshot "$TestDrive/changed"
        Add-Content "$TestDrive/changed/Task.cs" '// edited'
        Invoke-FlamTest "$TestDrive/changed" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors.FullyQualifiedErrorId | Should -Be 'CodeChanged,Flammable.Commands.InvokeFlamTestCommand'
        "$($errors[0])" | Should -BeLike "*'Task.cs'*"
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Ignore*'
        (Invoke-FlamTest "$TestDrive/changed" -Ignore).Name | Should -Be $snapshot.Name
    }

    It 'tests twice only with -Retest' {
        $null = New-TrainedSnapshot "$TestDrive/twice"
        $first = Invoke-FlamTest "$TestDrive/twice"
        Invoke-FlamTest "$TestDrive/twice" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotAlreadyTested,Flammable.Commands.InvokeFlamTestCommand'
        (Invoke-FlamTest "$TestDrive/twice" -Retest).TestedAt | Should -BeGreaterThan $first.TestedAt
    }

    It 'warns of data that has changed since the training' {
        $folder = New-TaskFolder "$TestDrive/data" -Train 'Run.UseData("rows.csv");' -Test 'Run.UseData("rows.csv");'
        Set-Content "$folder/.gitignore" '*.csv'
        Set-Content "$folder/rows.csv" '1'
        $snapshot = Invoke-FlamTrain $folder
        Set-Content "$folder/rows.csv" '2'
        $null = Invoke-FlamTest $folder -WarningVariable warnings -WarningAction SilentlyContinue

        "$warnings" | Should -Be "The data file 'rows.csv' has changed since snapshot '$snapshot' was trained."
    }

    It 'does not test a snapshot that failed' {
        $folder = New-TaskFolder "$TestDrive/failed" -Train 'throw new Exception("no");'
        Invoke-FlamTrain $folder -ErrorAction SilentlyContinue
        Invoke-FlamTest $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotTrained,Flammable.Commands.InvokeFlamTestCommand'
    }

    It 'answers NoSnapshot where nothing was trained' {
        $folder = New-TaskFolder "$TestDrive/untrained"
        Invoke-FlamTest $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $errors.FullyQualifiedErrorId | Should -Be 'NoSnapshot,Flammable.Commands.InvokeFlamTestCommand'
    }

    It 'takes a snapshot as <Form>' -ForEach @(
        @{ Form = 'an id'; Convert = { $args[0].Id } }
        @{ Form = 'a name'; Convert = { $args[0].Name } }
        @{ Form = 'experiment/name'; Convert = { "$($args[0])" } }
        @{ Form = 'an object'; Convert = { $args[0] } }
        @{ Form = 'a deserialized object'; Convert = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0])) } }
        @{ Form = 'a row of a CSV file'; Convert = { $args[0] | Select-Object Id, Experiment | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $snapshot = New-TrainedSnapshot "$TestDrive/form-$($Form -replace '\W')"
        $value = & $Convert $snapshot
        ($value | Invoke-FlamTest).Name | Should -Be $snapshot.Name
        (Invoke-FlamTest -Snapshot $value -Retest).Name | Should -Be $snapshot.Name
    }

    It 'reports one failing snapshot of several and goes on with the others' {
        $folder = New-TaskFolder "$TestDrive/several" -Test 'throw new Exception("no test");'
        $bad = Invoke-FlamTrain $folder
        $null = New-TaskFolder "$TestDrive/several"
        $good = Invoke-FlamTrain $folder
        $tested = Get-FlamSnapshot -Experiment several | Invoke-FlamTest -ErrorVariable errors -ErrorAction SilentlyContinue

        $tested.Name | Should -Be $good.Name
        $errors.FullyQualifiedErrorId | Should -Be 'TaskFailed,Flammable.Commands.InvokeFlamTestCommand'
        (Get-FlamSnapshot $bad.Name).State | Should -Be 'Trained'
    }

    It 'runs the code of the snapshot that is named, after the folder is gone' {
        $folder = New-TaskFolder "$TestDrive/past" -Test 'Snapshot.Test.Store("version", 1);'
        $old = Invoke-FlamTrain $folder
        $null = New-TaskFolder "$TestDrive/past" -Test 'Snapshot.Test.Store("version", 2);'
        $null = Invoke-FlamTrain $folder
        Remove-Item $folder -Recurse -Force

        (Invoke-FlamTest -Snapshot $old).Test['version'].Last | Should -Be 1
    }

    It 'answers <Expected> for the id <Id>' -ForEach @(
        @{ Id = 'zzzzzz'; Expected = 'SnapshotNotFound' }
        @{ Id = '20'; Expected = 'SnapshotAmbiguous' }
    ) {
        $null = New-TrainedSnapshot "$TestDrive/ids"
        $null = Invoke-FlamTrain "$TestDrive/ids" -Force
        Invoke-FlamTest -Snapshot $Id -ErrorVariable errors -ErrorAction SilentlyContinue

        $errors.FullyQualifiedErrorId | Should -Be "$Expected,Flammable.Commands.InvokeFlamTestCommand"
    }
}
