BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Rename-FlamExperiment' {
    It 'keeps ids and the link to the folder' {
        $snapshot = New-TrainedSnapshot "$TestDrive/old"
        $before = Get-FlamExperiment old

        $renamed = $before | Rename-FlamExperiment -NewName 'new name'

        $renamed.Id | Should -Be $before.Id
        (Get-FlamSnapshot $snapshot.Id).Experiment | Should -Be 'new name'
        (Get-FlamStatus "$TestDrive/old").Experiment | Should -Be 'new name'
    }

    It 'renames nothing under -WhatIf' {
        $null = New-TrainedSnapshot "$TestDrive/what"
        $state = Get-FolderState $env:FLAMMABLE_LIBRARY
        Rename-FlamExperiment what other -WhatIf | Should -BeNullOrEmpty
        Get-FolderState $env:FLAMMABLE_LIBRARY | Should -Be $state
    }

    It 'answers <Id>' -ForEach @(
        @{ Id = 'ExperimentNotFound'; Name = 'nobody'; NewName = 'x' }
        @{ Id = 'ExperimentExists'; Name = 'first'; NewName = 'second' }
        @{ Id = 'InvalidArgument'; Name = 'first'; NewName = '.hidden' }
    ) {
        'first', 'second' | Where-Object { -not (Test-Path "$TestDrive/$_") } | ForEach-Object { $null = New-TrainedSnapshot "$TestDrive/$_" }
        Rename-FlamExperiment $Name $NewName -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.RenameFlamExperimentCommand"
    }
}
