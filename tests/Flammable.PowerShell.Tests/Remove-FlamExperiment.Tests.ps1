BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Remove-FlamExperiment' {
    It 'moves an experiment to the trash, and the next training makes a new one' {
        $null = New-TrainedSnapshot "$TestDrive/one"
        $before = Get-FlamExperiment one

        $removal = $before | Remove-FlamExperiment

        $removal.Kind | Should -Be 'Experiment'
        $removal.SnapshotCount | Should -Be 1
        Get-FlamExperiment 'on*' | Should -BeNullOrEmpty
        (Invoke-FlamTrain "$TestDrive/one").Experiment | Should -Be 'one'
        (Get-FlamExperiment one).Id | Should -Not -Be $before.Id
    }

    It 'removes nothing under -WhatIf' {
        $null = New-TrainedSnapshot "$TestDrive/what"
        $state = Get-FolderState $env:FLAMMABLE_LIBRARY
        Remove-FlamExperiment what -WhatIf | Should -BeNullOrEmpty
        Get-FolderState $env:FLAMMABLE_LIBRARY | Should -Be $state
    }

    It 'answers ExperimentNotFound, also for a snapshot' {
        $snapshot = New-TrainedSnapshot "$TestDrive/kept"
        Remove-FlamExperiment nobody -ErrorVariable errors -ErrorAction SilentlyContinue
        $snapshot | Remove-FlamExperiment -ErrorVariable +errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be (@('ExperimentNotFound,Flammable.Commands.RemoveFlamExperimentCommand') * 2)
        Get-FlamExperiment kept | Should -HaveCount 1
    }

    It 'answers SnapshotInUse while a run holds a snapshot' {
        $snapshot = New-TrainedSnapshot "$TestDrive/held"
        $held = [IO.File]::Open("$($snapshot.Path)/run.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { Remove-FlamExperiment held -ErrorVariable errors -ErrorAction SilentlyContinue } finally { $held.Dispose() }
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotInUse,Flammable.Commands.RemoveFlamExperimentCommand'
    }
}
