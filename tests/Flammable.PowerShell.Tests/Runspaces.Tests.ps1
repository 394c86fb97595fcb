BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Runspaces' {
    BeforeAll {
        $folders = 1..4 | ForEach-Object { New-TaskFolder "$TestDrive/parallel$_" }
        $module = Get-FlamModulePath
    }

    It 'trains in ForEach-Object -Parallel' {
        $states = $folders | ForEach-Object -Parallel {
            Import-Module $using:module
            (Invoke-FlamTrain $_).State
        } -ThrottleLimit 4

        $states | Should -Be (@('Trained') * 4)
    }

    It 'lets two trainings of one folder wait for each other' {
        $folder = New-TaskFolder "$TestDrive/shared"
        $names = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:module
            (Invoke-FlamTrain $using:folder -Force).Name
        } -ThrottleLimit 3

        $names | Sort-Object -Unique | Should -HaveCount 3
    }

    It 'trains in Start-ThreadJob' {
        $folder = New-TaskFolder "$TestDrive/threadjob"
        $snapshot = Start-ThreadJob { Import-Module $using:module; Invoke-FlamTrain $using:folder } | Receive-Job -Wait -AutoRemoveJob
        $snapshot.State | Should -Be 'Trained'
    }

    It 'trains in Start-Job, and its snapshot comes back with its metrics' {
        $folder = New-TaskFolder "$TestDrive/job"
        $snapshot = Start-Job { Import-Module $using:module; Invoke-FlamTrain $using:folder } | Receive-Job -Wait -AutoRemoveJob

        $snapshot.PSTypeNames[0] | Should -Be 'Deserialized.Flammable.Snapshots.Snapshot'
        $snapshot.Train['loss'].Count | Should -Be 3
        ($snapshot | Invoke-FlamTest).Test['accuracy'].Last | Should -Be 0.75
    }

    It 'imports twice' {
        { Import-Module $module; Import-Module $module } | Should -Not -Throw
        Get-Module Flammable | Should -HaveCount 1
    }
}
