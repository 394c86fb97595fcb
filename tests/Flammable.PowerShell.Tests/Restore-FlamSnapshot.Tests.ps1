BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Restore-FlamSnapshot' {
    BeforeAll {
        $code = "$TestDrive/code"
        $first = New-TrainedSnapshot $code
        $text = [IO.File]::ReadAllText("$code/Task.cs")
        Add-Content "$code/Task.cs" '// edited'
        $second = Invoke-FlamTrain -LiteralPath $code -WarningAction SilentlyContinue
        $out = [IO.Directory]::CreateDirectory("$TestDrive/out [1]").FullName
    }

    It 'writes the code of the snapshot to a new folder and says where' {
        $restored = Restore-FlamSnapshot $first.Id "$out/old"
        $restored.Path | Should -Be "$out/old"
        $restored.Snapshot.Name | Should -Be $first.Name
        $restored.FileCount | Should -Be 1
        [IO.File]::ReadAllText("$out/old/Task.cs") | Should -BeExactly $text
        $restored | Out-String | Should -Match 'FileCount : 1'
    }

    It 'takes the artifacts along' {
        $restored = $first | Restore-FlamSnapshot -Destination "$out/with" -IncludeArtifacts
        Get-Content -LiteralPath "$($restored.Artifacts)/final.txt" | Should -Be 'trained'
    }

    It 'restores each piped snapshot to a folder of its own' {
        $restored = Get-FlamSnapshot | Restore-FlamSnapshot -Destination { "$out/all/$($_.Id)" }
        $restored.Path | Should -Be "$out/all/$($second.Id)", "$out/all/$($first.Id)"
    }

    It 'resolves the destination against the current location' {
        Push-Location -LiteralPath $out
        try { Restore-FlamSnapshot $first here | Out-Null } finally { Pop-Location }
        Test-Path -LiteralPath "$out/here/Task.cs" | Should -BeTrue
    }

    It 'makes a branch and leaves the folder as it is' {
        $files = "$code/Task.cs", "$code/.git/HEAD", "$code/.git/index"
        $before = $files | ForEach-Object { [IO.File]::GetLastWriteTimeUtc($_).Ticks }
        $restored = Restore-FlamSnapshot $first -Branch past
        $restored.Branch | Should -Be 'past'
        Invoke-Git $code rev-parse past | Should -Be $first.Commit
        $files | ForEach-Object { [IO.File]::GetLastWriteTimeUtc($_).Ticks } | Should -Be $before
    }

    It 'warns where the destination becomes code of the experiment' {
        Restore-FlamSnapshot $first "$code/.old" -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
        $warnings | Should -HaveCount 1
        Remove-Item -LiteralPath "$code/.old" -Recurse -Force
    }

    It 'does nothing under -WhatIf' {
        Restore-FlamSnapshot $first "$out/whatif" -WhatIf | Should -BeNullOrEmpty
        Restore-FlamSnapshot $first -Branch whatif -WhatIf | Should -BeNullOrEmpty
        Test-Path -LiteralPath "$out/whatif" | Should -BeFalse
        Invoke-Git $code branch --list whatif | Should -BeNullOrEmpty
    }

    It 'answers <Id>' -ForEach @(
        @{ Id = 'DestinationExists'; Arguments = { @{ Destination = $out } } }
        @{ Id = 'DestinationMisplaced'; Arguments = { @{ Destination = "$env:FLAMMABLE_LIBRARY/x" } } }
        @{ Id = 'PathNotOfFiles'; Arguments = { @{ Destination = 'env:/x' } } }
        @{ Id = 'BranchNameInvalid'; Arguments = { @{ Branch = 'a b' } } }
        @{ Id = 'BranchExists'; Arguments = { @{ Branch = 'taken' } } }
    ) {
        Invoke-Git $code branch '-f' taken $second.Commit | Out-Null
        $arguments = & $Arguments
        { Restore-FlamSnapshot $first @arguments -ErrorAction Stop } | Should -Throw -ErrorId "$Id,Flammable.Commands.RestoreFlamSnapshotCommand"
    }

    It 'answers SnapshotNotFound and goes on with the others' {
        $restored = Restore-FlamSnapshot nosuch, $first.Name "$out/rest" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.RestoreFlamSnapshotCommand'
        $restored.Path | Should -Be "$out/rest"
    }

    It 'takes a folder or a branch, not both' {
        { Restore-FlamSnapshot $first -Destination "$out/both" -Branch both } |
            Should -Throw -ErrorId 'AmbiguousParameterSet,Flammable.Commands.RestoreFlamSnapshotCommand'
    }
}
