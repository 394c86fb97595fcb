BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Get-FlamRemoval' {
    It 'lists nothing where there is no library' {
        Get-FlamRemoval | Should -BeNullOrEmpty
    }

    It 'lists what was removed, the newest first' {
        $first = Remove-FlamSnapshot (New-TrainedSnapshot "$TestDrive/one")
        $second = Remove-FlamExperiment one
        (Get-FlamRemoval).Id | Should -Be $second.Id, $first.Id
        (Get-FlamRemoval)[1].RemovedAt | Should -BeOfType [DateTimeOffset]
    }

    It 'answers SnapshotUnreadable for a damaged file' {
        Set-Content "$((Get-FlamRemoval)[0].Path)/removal.json" '{'
        Get-FlamRemoval -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotUnreadable,Flammable.Commands.GetFlamRemovalCommand'
    }
}
