BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Update-FlamSnapshot' {
    BeforeEach {
        $folder = New-TaskFolder "$TestDrive/$(New-Guid)"
        $first = Invoke-FlamTrain $folder -Message first
        $second = Invoke-FlamTrain $folder -Message second -Force
        function Edit { Add-Content "$folder/Task.cs" "// $(New-Guid)" }
    }

    It 'changes message and tags of a snapshot by id, from the pipeline, and by word' {
        (Update-FlamSnapshot $first.Id -Message other -Tag a, b).Tags | Should -Be 'a', 'b'
        (Get-FlamSnapshot $first.Name).Message | Should -Be 'other'
        ($first | Update-FlamSnapshot -RemoveTag a -Tag c).Tags | Should -Be 'b', 'c'
        (Update-FlamSnapshot last -Tag newest).Name | Should -Be $second.Name
    }

    It 'changes the last snapshot of the task at a path and at the current location' {
        (Update-FlamSnapshot -Path $folder -Tag a).Name | Should -Be $second.Name
        Push-Location $folder
        try { (Update-FlamSnapshot -Message '').Name | Should -Be $second.Name } finally { Pop-Location }
        (Get-FlamSnapshot $second.Name).Message | Should -BeNullOrEmpty
    }

    It 'commits changes onto the last snapshot, which keeps its results' {
        Edit
        $amended = Update-FlamSnapshot -LiteralPath $folder -Amend -Message 'a message'

        $amended.Name | Should -Be $second.Name
        $amended.TrainedCommit | Should -Be $second.Commit
        $amended.Commit | Should -Be (Invoke-Git $folder rev-parse HEAD)
        $amended.Train['loss'].Last | Should -Be $second.Train['loss'].Last
        Test-FlamChanges $folder | Should -BeFalse
        $amended | Format-List | Out-String | Should -Match "TrainedCommit\s+: $($second.Commit)"
        (Invoke-FlamTest $folder).State | Should -Be 'Trained'
    }

    It 'warns and emits nothing where there is nothing to amend' {
        Update-FlamSnapshot -Path $folder -Amend -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeLike 'No changes detected*'
    }

    It 'changes nothing under -WhatIf' {
        Edit
        $before = Get-FolderState $folder, $env:FLAMMABLE_LIBRARY
        Update-FlamSnapshot -Path $folder -Amend -Tag x -WhatIf | Should -BeNullOrEmpty
        $first | Update-FlamSnapshot -Message x -WhatIf | Should -BeNullOrEmpty
        Get-FolderState $folder, $env:FLAMMABLE_LIBRARY | Should -Be $before
    }

    It 'answers SnapshotNotLast for an older snapshot' {
        Edit
        Update-FlamSnapshot $first.Name -Amend -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotLast,Flammable.Commands.UpdateFlamSnapshotCommand'
    }

    It 'answers InvalidArgument for a text that cannot be a tag' {
        $first | Update-FlamSnapshot -Tag last -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'InvalidArgument,Flammable.Commands.UpdateFlamSnapshotCommand'
        "$($errors[0])" | Should -Be "The text 'last' cannot be a tag: it is a word that means a snapshot."
    }

    It 'answers NothingToChange where it is told nothing' {
        { Update-FlamSnapshot $first.Name } | Should -Throw -ErrorId 'NothingToChange,Flammable.Commands.UpdateFlamSnapshotCommand'
    }

    It 'answers TaskCompilationFailed and leaves the snapshot as it was' {
        Set-Content "$folder/Task.cs" 'no code'
        Update-FlamSnapshot -Path $folder -Amend -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -Be 'TaskCompilationFailed,Flammable.Commands.UpdateFlamSnapshotCommand'
        (Get-FlamSnapshot $second.Name).Commit | Should -Be $second.Commit
    }

    It 'answers SnapshotInUse for a snapshot that a run holds' {
        $lock = [IO.File]::Open("$($first.Path)/run.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try {
            $first | Update-FlamSnapshot -Tag x -ErrorVariable errors -ErrorAction SilentlyContinue
            $errors.FullyQualifiedErrorId | Should -Be 'SnapshotInUse,Flammable.Commands.UpdateFlamSnapshotCommand'
        }
        finally {
            $lock.Dispose()
        }
    }
}
