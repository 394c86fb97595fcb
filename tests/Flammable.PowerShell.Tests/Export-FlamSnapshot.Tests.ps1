BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Export-FlamSnapshot' {
    BeforeAll {
        $first = New-TrainedSnapshot "$TestDrive/one"
        $second = New-TrainedSnapshot "$TestDrive/two"
        $out = [IO.Directory]::CreateDirectory("$TestDrive/out [1]").FullName
    }

    It 'writes the points of all piped snapshots to one CSV file' {
        Get-FlamSnapshot | Export-FlamSnapshot -Path "$out/all.csv" | Should -BeNullOrEmpty
        $rows = Import-Csv -LiteralPath "$out/all.csv"
        $rows | Should -HaveCount 6
        $rows.experiment | Sort-Object -Unique | Should -Be 'one', 'two'
        ($rows | Where-Object snapshot -EQ $first.Id).value | Should -Be '1', '0.5', '0.3333333333333333'
        $rows[0].split | Should -Be 'train'
    }

    It 'writes metadata and points as JSON' {
        Export-FlamSnapshot $first, $second.Name "$out/both.json"
        $read = Get-Content -LiteralPath "$out/both.json" -Raw | ConvertFrom-Json
        $read.uid | Should -Be $first.Id, $second.Id
        $read[0].series.value | Should -Be 1, 0.5, (1 / 3)
        $read[0].state | Should -Be 'trained'
    }

    It 'writes JSON lines, also where -Format says so' {
        $first | Export-FlamSnapshot -Path "$out/points.txt" -Format JsonLines
        $lines = Get-Content -LiteralPath "$out/points.txt" | ForEach-Object { ConvertFrom-Json $_ }
        $lines.epoch | Should -Be 1, 2, 3
        $lines[0].snapshot | Should -Be $first.Id
    }

    It 'writes each snapshot once' {
        $first, $first | Export-FlamSnapshot -Path "$out/once.csv"
        Import-Csv -LiteralPath "$out/once.csv" | Should -HaveCount 3
    }

    It 'resolves a path against the current location' {
        Push-Location -LiteralPath $out
        try { Export-FlamSnapshot $first here.jsonl } finally { Pop-Location }
        Test-Path -LiteralPath "$out/here.jsonl" | Should -BeTrue
    }

    It 'writes nothing under -WhatIf' {
        Export-FlamSnapshot $first "$out/whatif.csv" -WhatIf
        Test-Path -LiteralPath "$out/whatif.csv" | Should -BeFalse
    }

    It 'replaces a file only with -Force' {
        Set-Content -LiteralPath "$out/mine.csv" 'mine'
        { Export-FlamSnapshot $first "$out/mine.csv" } | Should -Throw -ErrorId 'OutputExists,Flammable.Commands.ExportFlamSnapshotCommand'
        Get-Content -LiteralPath "$out/mine.csv" | Should -Be 'mine'
        Export-FlamSnapshot $first "$out/mine.csv" -Force
        Import-Csv -LiteralPath "$out/mine.csv" | Should -HaveCount 3
    }

    It 'answers <Id> for <Path>' -ForEach @(
        @{ Path = 'x.txt'; Id = 'FormatUnknown' }
        @{ Path = '.'; Id = 'OutputIsFolder' }
        @{ Path = 'no/such/x.csv'; Id = 'OutputFolderNotFound' }
        @{ Path = 'env:/x.csv'; Id = 'PathNotOfFiles' }
    ) {
        { Export-FlamSnapshot $first $Path } | Should -Throw -ErrorId "$Id,Flammable.Commands.ExportFlamSnapshotCommand"
    }

    It 'answers SnapshotNotFound for an unknown id and exports the others' {
        Export-FlamSnapshot nosuch, $first.Name "$out/rest.csv" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.ExportFlamSnapshotCommand'
        Import-Csv -LiteralPath "$out/rest.csv" | Should -HaveCount 3
    }

    It 'warns where there is no snapshot, and writes nothing' {
        Get-FlamSnapshot 'zz*' | Export-FlamSnapshot -Path "$out/none.csv" -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -HaveCount 1
        Test-Path -LiteralPath "$out/none.csv" | Should -BeFalse
    }

    It 'leaves no file where a journal is damaged' {
        $file = "$($second.Path)/metrics.jsonl"
        $good = [IO.File]::ReadAllText($file)
        try {
            [IO.File]::WriteAllText($file, "damaged`n")
            $first, $second | Export-FlamSnapshot -Path "$out/damaged.csv" -ErrorVariable errors -ErrorAction SilentlyContinue
            $errors.FullyQualifiedErrorId | Should -Be 'SnapshotUnreadable,Flammable.Commands.ExportFlamSnapshotCommand'
            Get-ChildItem -LiteralPath $out -Force -Filter '*damaged*' | Should -BeNullOrEmpty
            Get-ChildItem -LiteralPath $out -Force -Filter '.flam*' | Should -BeNullOrEmpty
        }
        finally {
            [IO.File]::WriteAllText($file, $good)
        }
    }
}
