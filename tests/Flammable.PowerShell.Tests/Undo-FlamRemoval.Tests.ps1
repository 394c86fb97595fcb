BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Undo-FlamRemoval' {
    It 'brings back a snapshot, by its own id or by that of the removal' {
        $snapshot = New-TrainedSnapshot "$TestDrive/one"
        $null = Remove-FlamSnapshot $snapshot
        (Undo-FlamRemoval $snapshot.Id).Name | Should -Be $snapshot.Name
        (Remove-FlamSnapshot $snapshot | Undo-FlamRemoval).Name | Should -Be $snapshot.Name
        (Invoke-FlamTest "$TestDrive/one").Test['accuracy'].Last | Should -Be 0.75
    }

    It 'brings back an experiment, and the newest removal where none is named' {
        $null = New-TrainedSnapshot "$TestDrive/two"
        $before = Get-FlamExperiment two
        $null = Remove-FlamExperiment two
        $after = Undo-FlamRemoval
        $after.Id | Should -Be $before.Id
        (Get-FlamStatus "$TestDrive/two").Experiment | Should -Be 'two'
    }

    It 'changes nothing under -WhatIf' {
        $null = Remove-FlamSnapshot (New-TrainedSnapshot "$TestDrive/what")
        $state = Get-FolderState $env:FLAMMABLE_LIBRARY
        Undo-FlamRemoval -WhatIf | Should -BeNullOrEmpty
        Get-FolderState $env:FLAMMABLE_LIBRARY | Should -Be $state
    }

    It 'answers ExperimentExists where the name is taken' {
        $null = New-TrainedSnapshot "$TestDrive/taken"
        $null = Remove-FlamExperiment taken
        $null = Invoke-FlamTrain "$TestDrive/taken"
        Undo-FlamRemoval taken -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ExperimentExists,Flammable.Commands.UndoFlamRemovalCommand'
        $null = Rename-FlamExperiment taken taken-new
        (Undo-FlamRemoval taken).Name | Should -Be 'taken'
    }

    It 'answers SnapshotExists where the snapshot was copied back meanwhile' {
        $snapshot = New-TrainedSnapshot "$TestDrive/again"
        $null = $snapshot | Copy-FlamSnapshot -To "$TestDrive/backup"
        $removal = $snapshot | Remove-FlamSnapshot
        $null = Copy-FlamSnapshot again/last -From "$TestDrive/backup"
        Undo-FlamRemoval $removal.Id -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotExists,Flammable.Commands.UndoFlamRemovalCommand'
        $null = Remove-FlamSnapshot again/last
        (Undo-FlamRemoval $removal.Id).Name | Should -Be $snapshot.Name
    }

    It 'answers RemovalNotFound and RemovalAmbiguous' {
        $null = New-TrainedSnapshot "$TestDrive/a/same"
        $null = Remove-FlamExperiment same
        $null = Invoke-FlamTrain "$TestDrive/a/same"
        $null = Remove-FlamExperiment same
        Undo-FlamRemoval nothing -ErrorVariable errors -ErrorAction SilentlyContinue
        Undo-FlamRemoval same -ErrorVariable +errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'RemovalNotFound,Flammable.Commands.UndoFlamRemovalCommand', 'RemovalAmbiguous,Flammable.Commands.UndoFlamRemovalCommand'
    }

    It 'completes the ids of removals' {
        $removal = Remove-FlamSnapshot (New-TrainedSnapshot "$TestDrive/completed")
        (TabExpansion2 'Undo-FlamRemoval ' 17).CompletionMatches[0].CompletionText | Should -Be $removal.Id
    }
}
