BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Move-FlamLibrary' {
    BeforeEach { $env:FLAMMABLE_LIBRARY = Join-Path $TestDrive 'library' }

    It 'moves nothing under -WhatIf' {
        $null = New-TrainedSnapshot "$TestDrive/what"
        $state = Get-FolderState $TestDrive
        Move-FlamLibrary "$TestDrive/new" -WhatIf | Should -BeNullOrEmpty
        Get-FolderState $TestDrive | Should -Be $state
    }

    It 'answers InvalidArgument for a folder that is not empty' {
        Move-FlamLibrary "$TestDrive/what" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be 'InvalidArgument,Flammable.Commands.MoveFlamLibraryCommand'
    }

    It 'answers SnapshotInUse while a task is loaded' {
        $held = [IO.File]::Open("$env:FLAMMABLE_LIBRARY/.cache/tasks.lock", 'Open', 'Read', 'Read')
        try { Move-FlamLibrary "$TestDrive/new" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty } finally { $held.Dispose() }
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotInUse,Flammable.Commands.MoveFlamLibraryCommand'
    }

    It 'moves the library and says that the environment names the old folder' {
        $move = Move-FlamLibrary "$TestDrive/new" -WarningVariable warnings -WarningAction SilentlyContinue

        $move.Destination | Should -Be "$TestDrive/new"
        $warnings | Should -BeLike '*FLAMMABLE_LIBRARY*'
        Get-FlamSnapshot | Should -BeNullOrEmpty
        $env:FLAMMABLE_LIBRARY = "$TestDrive/new"
        Get-FlamSnapshot | Should -HaveCount 1
    }

    It 'takes the configuration along' {
        Set-FlamConfiguration -Library "$TestDrive/new"
        $env:FLAMMABLE_LIBRARY = $null
        (Move-FlamLibrary "$TestDrive/newer").IsConfigured | Should -BeTrue
        (Get-FlamConfiguration).Library | Should -Be "$TestDrive/newer"
        Get-FlamSnapshot | Should -HaveCount 1
    }

    It 'answers LibraryUnavailable where there is no library' {
        Move-FlamLibrary "$TestDrive/x" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be 'LibraryUnavailable,Flammable.Commands.MoveFlamLibraryCommand'
    }
}
