BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Remove-FlamSnapshot' {
    It 'moves a snapshot to the trash and says what it takes' {
        $snapshot = New-TrainedSnapshot "$TestDrive/one"
        $size = (Get-ChildItem $snapshot.Path -Recurse -File | Measure-Object Length -Sum).Sum

        $removal = Remove-FlamSnapshot $snapshot.Id

        $removal.Snapshot | Should -Be $snapshot.Name
        $removal.Kind | Should -Be 'Snapshot'
        $removal.Bytes | Should -Be $size
        Get-FlamSnapshot -Experiment one | Should -BeNullOrEmpty
        $removal | Out-String -Width 80 | Should -Match "$($removal.Id)\s+Snapshot\s+$snapshot\s+[\d.]+ K?B"
    }

    It 'takes snapshots from the pipeline and changes nothing under -WhatIf' {
        $failing = New-TaskFolder "$TestDrive/failing" -Train 'throw new Exception("no");'
        Invoke-FlamTrain $failing -ErrorAction SilentlyContinue
        $null = New-TrainedSnapshot "$TestDrive/good"
        $state = Get-FolderState $env:FLAMMABLE_LIBRARY

        Get-FlamSnapshot -State Failed | Remove-FlamSnapshot -WhatIf | Should -BeNullOrEmpty
        Get-FolderState $env:FLAMMABLE_LIBRARY | Should -Be $state
        Get-FlamSnapshot -State Failed | Remove-FlamSnapshot | Should -HaveCount 1
        Get-FlamSnapshot -Experiment good | Should -HaveCount 1
    }

    It 'answers SnapshotNotFound for one that is gone' {
        $snapshot = New-TrainedSnapshot "$TestDrive/gone"
        $null = Remove-FlamSnapshot $snapshot
        Remove-FlamSnapshot $snapshot -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.RemoveFlamSnapshotCommand'
    }

    It 'answers SnapshotInUse for one that a run holds' {
        $snapshot = New-TrainedSnapshot "$TestDrive/held"
        $held = [IO.File]::Open("$($snapshot.Path)/run.lock", 'OpenOrCreate', 'ReadWrite', 'None')
        try { Remove-FlamSnapshot $snapshot -ErrorVariable errors -ErrorAction SilentlyContinue } finally { $held.Dispose() }
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotInUse,Flammable.Commands.RemoveFlamSnapshotCommand'
        Get-FlamSnapshot $snapshot | Should -HaveCount 1
    }
}
