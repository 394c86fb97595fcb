BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Copy-FlamSnapshot' {
    BeforeAll {
        $mine = $env:FLAMMABLE_LIBRARY
        $first = New-TrainedSnapshot "$TestDrive/one [1]"
        $second = New-TrainedSnapshot "$TestDrive/two"
    }

    BeforeEach {
        $remote = "$TestDrive/$(New-Guid).git"
        git init --quiet --bare $remote
        $theirs = "$TestDrive/$(New-Guid)"
    }

    AfterEach { $env:FLAMMABLE_LIBRARY = $mine }

    It 'brings snapshots to a colleague through a git repository' {
        $copied = $first, $second | Copy-FlamSnapshot -To $remote -IncludeArtifacts
        $copied.Status | Should -Be 'Copied', 'Copied'
        $copied[0].Destination | Should -Be $remote

        $env:FLAMMABLE_LIBRARY = $theirs
        (Copy-FlamSnapshot -From $remote -IncludeArtifacts).Name | Sort-Object | Should -Be ($first.Name, $second.Name | Sort-Object)
        (Get-FlamMetric $first.Id).Value | Should -Be 1, 0.5, (1 / 3)
        (Invoke-FlamTest -Snapshot $first.Id).Test['accuracy'].Last | Should -Be 0.75
    }

    It 'copies between the folders of libraries, relative to the current location' {
        Push-Location $TestDrive
        try { Copy-FlamSnapshot last -To (Split-Path $theirs -Leaf) | Out-Null } finally { Pop-Location }
        Test-Path "$theirs/two/snapshots/$($second.Name)/snapshot.json" | Should -BeTrue

        $env:FLAMMABLE_LIBRARY = $theirs
        $copied = Copy-FlamSnapshot -Id 'one*/*' -From $mine
        $copied.Name | Should -Be $first.Name
        $copied | Out-String | Should -Match 'Copied\s+one \[1\]\s+'
    }

    It 'changes nothing under -WhatIf' {
        Copy-FlamSnapshot $first -To $theirs -WhatIf | Should -BeNullOrEmpty
        Copy-FlamSnapshot $first -To $remote -WhatIf | Should -BeNullOrEmpty
        Copy-FlamSnapshot $first -To $remote | Out-Null
        $env:FLAMMABLE_LIBRARY = $theirs
        Copy-FlamSnapshot -From $remote -WhatIf | Should -BeNullOrEmpty
        Test-Path $theirs | Should -BeFalse
    }

    It 'says of a model that was not copied how to get it' {
        Copy-FlamSnapshot $first -To $remote -IncludeArtifacts | Out-Null
        $env:FLAMMABLE_LIBRARY = $theirs
        Copy-FlamSnapshot -From $remote | Out-Null
        (Copy-FlamSnapshot $first.Id -From $remote -IncludeArtifacts).Status | Should -Be 'ArtifactsAdded'
        Get-Content "$theirs/one ``[1``]/snapshots/$($first.Name)/final.txt" | Should -Be 'trained'
    }

    It 'answers <id>' -ForEach @(
        @{ Id = 'CopyPlaceInvalid'; Do = { Copy-FlamSnapshot -From "$TestDrive/nowhere" } }
        @{ Id = 'RepositoryUnavailable'; Do = { Copy-FlamSnapshot $first -To "file://$TestDrive/gone.git" } }
        @{ Id = 'SnapshotNotFound'; Do = { Copy-FlamSnapshot zzzzzz -To $theirs } }
        @{ Id = 'SnapshotNotFound'; Do = { Copy-FlamSnapshot zzzzzz -From $remote } }
        @{ Id = 'SnapshotDiffers'; Do = {
            Copy-FlamSnapshot $second -To $remote | Out-Null
            Update-FlamSnapshot $second -Tag "$(New-Guid)" | Out-Null
            Copy-FlamSnapshot $second -To $remote } }
        @{ Id = 'ExperimentExists'; Do = {
            $env:FLAMMABLE_LIBRARY = $theirs
            New-FlamExperiment (New-TaskFolder "$TestDrive/$(New-Guid)/two") | Out-Null
            $env:FLAMMABLE_LIBRARY = $mine
            Copy-FlamSnapshot $second -To $theirs } }
        @{ Id = 'InvalidArgument'; Do = { Copy-FlamSnapshot $second -To $theirs -Experiment '../x' } }
    ) {
        $ErrorActionPreference = 'Continue'
        $errors = @(& $Do 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        $errors[0].FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.CopyFlamSnapshotCommand"
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}
