BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Compare-FlamSnapshot' {
    BeforeAll {
        $code = "$TestDrive/code"
        $first = Invoke-FlamTrain -LiteralPath (New-TaskFolder $code) -Seed 1 -WarningAction SilentlyContinue
        Set-Content "$code/note.txt" 'a note'
        $second = Invoke-FlamTrain -LiteralPath $code -Seed 2 -Parameter @{ Epochs = 4 } -WarningAction SilentlyContinue
    }

    It 'emits an object for each difference' {
        $found = Compare-FlamSnapshot $first.Id $second.Id
        $found | ForEach-Object { $_.GetType().Name } | Select-Object -Unique |
            Should -Be 'ParameterDifference', 'MetricDifference', 'EnvironmentDifference', 'CodeDifference'
        $found.ReferenceSnapshot | Select-Object -Unique | Should -Be "code/$($first.Name)"
        $found.Snapshot | Select-Object -Unique | Should -Be "code/$($second.Name)"
    }

    It 'compares hyperparameters with -Parameter' {
        $found = Compare-FlamSnapshot $first $second -Parameter
        $found.Name, $found.Reference, $found.Difference | Should -Be 'Epochs', 3, 4
    }

    It 'compares series with -Metric, and says by how much they differ' {
        $found = Compare-FlamSnapshot $first $second -Metric
        $found.Name | Should -Be 'loss'
        $found.Delta | Should -Be (1 / 4 - 1 / 3)
        [Math]::Round($found.RelativeDelta, 6) | Should -Be (-0.25)
    }

    It 'compares seed and versions with -Environment' {
        $found = Compare-FlamSnapshot $first $second -Environment | Where-Object Name -EQ Seed
        $found.Reference, $found.Difference | Should -Be '1', '2'
    }

    It 'compares files with -Code, and has the patch that git prints' {
        $found = Compare-FlamSnapshot $first $second -Code
        $found.Path | Should -Be 'note.txt'
        $found.Kind | Should -Be 'Added'
        $found.Patch.TrimEnd() -split "`n" | Should -Be (Invoke-Git $code diff $first.Commit $second.Commit)
    }

    It 'compares several with one reference, from the pipeline too' {
        (Get-FlamSnapshot | Compare-FlamSnapshot -Reference $first -Parameter).Snapshot | Should -Be "code/$($second.Name)"
        (Compare-FlamSnapshot $first $second, $second -Parameter) | Should -HaveCount 2
    }

    It 'emits nothing where nothing differs' {
        Compare-FlamSnapshot $first $first | Should -BeNullOrEmpty
    }

    It 'shows one table of all kinds of differences' {
        $text = Compare-FlamSnapshot $first $second | Out-String -Width 160
        $text | Should -Match "Snapshots: code/$($first.Name) -> code/$($second.Name)"
        $text | Should -Match 'Parameter\s+Epochs\s+3\s+4'
        $text | Should -Match 'Metric\s+train loss\s+0\.333333\s+0\.25\s+-0\.08333 \(-25\.0 %\)'
        $text | Should -Match 'Environment\s+Seed\s+1\s+2'
        $text | Should -Match 'Code\s+note\.txt\s+Added\s+\+1 -0'
    }

    It 'shows code alone as a patch, with colours where they are wanted' {
        $rendering = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = 'Ansi'
            Compare-FlamSnapshot $first $second -Code | Out-String | Should -Match "`e\[32m\+a note`e\[0m"
            $PSStyle.OutputRendering = 'PlainText'
            $text = Compare-FlamSnapshot $first $second -Code | Out-String
            $text | Should -Match '(?m)^\+a note\r?$'
            $text | Should -Not -Match "`e"
        }
        finally {
            $PSStyle.OutputRendering = $rendering
        }
    }

    It 'puts no colour codes into a file' {
        Compare-FlamSnapshot $first $second -Code | Out-File "$TestDrive/out.txt"
        Get-Content "$TestDrive/out.txt" -Raw | Should -Not -Match "`e"
    }

    It 'ends with SnapshotNotFound for an unknown reference' {
        { Compare-FlamSnapshot nosuch $second } | Should -Throw -ErrorId 'SnapshotNotFound,Flammable.Commands.CompareFlamSnapshotCommand'
    }

    It 'answers SnapshotNotFound for an unknown snapshot and goes on with the others' {
        $found = Compare-FlamSnapshot $first nosuch, $second.Id -Parameter -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.CompareFlamSnapshotCommand'
        $found | Should -HaveCount 1
    }

    It 'tells the metrics of snapshots whose code is gone' {
        Rename-Item "$env:FLAMMABLE_LIBRARY/code/repo" gone
        try {
            $found = Compare-FlamSnapshot $first $second -ErrorVariable errors -ErrorAction SilentlyContinue
            $errors.FullyQualifiedErrorId | Should -Be 'RepositoryUnavailable,Flammable.Commands.CompareFlamSnapshotCommand'
            $found | Where-Object { $_ -is [Flammable.Comparing.MetricDifference] } | Should -HaveCount 1
        }
        finally {
            Rename-Item "$env:FLAMMABLE_LIBRARY/code/gone" repo
        }
    }
}
