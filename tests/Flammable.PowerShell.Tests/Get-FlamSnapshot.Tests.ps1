BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Get-FlamSnapshot' {
    BeforeAll {
        $folder = New-TaskFolder "$TestDrive/one"
        $first = Invoke-FlamTrain $folder -Message first
        $second = Invoke-FlamTrain $folder -Message second -Force
        $other = New-TrainedSnapshot "$TestDrive/other" -Message third
        $failing = New-TaskFolder "$TestDrive/failing" -Train 'throw new Exception("no");'
        Invoke-FlamTrain $failing -ErrorAction SilentlyContinue
        $failed = Get-FlamSnapshot -Experiment failing
    }

    It 'lists all snapshots, newest first' {
        $all = Get-FlamSnapshot
        $all | Should -HaveCount 4
        $all.Timestamp | Should -Be ($all.Timestamp | Sort-Object -Descending)
        $all[-1].Name | Should -Be $first.Name
    }

    It 'takes the experiment <Pattern>' -ForEach @(
        @{ Pattern = 'one'; Count = 2 }
        @{ Pattern = 'o*'; Count = 3 }
        @{ Pattern = 'zz*'; Count = 0 }
    ) {
        @(Get-FlamSnapshot -Experiment $Pattern) | Should -HaveCount $Count
    }

    It 'takes only the states asked for' {
        (Get-FlamSnapshot -State Failed).Name | Should -Be $failed.Name
        Get-FlamSnapshot -State Failed, Trained | Should -HaveCount 4
    }

    It 'takes the newest with -Last' {
        (Get-FlamSnapshot -Experiment one -Last 1).Name | Should -Be $second.Name
        Get-FlamSnapshot -Last 2 | Should -HaveCount 2
    }

    It 'finds a snapshot by id, name, experiment/name, and by wildcards' {
        (Get-FlamSnapshot $first.Id -Experiment one).Name | Should -Be $first.Name
        (Get-FlamSnapshot $first.Name).Name | Should -Be $first.Name
        (Get-FlamSnapshot "$other").Name | Should -Be $other.Name
        (Get-FlamSnapshot '*' -Experiment one) | Should -HaveCount 2
        (Get-FlamSnapshot "*$($first.Id)").Name | Should -Be $first.Name
        (Get-FlamSnapshot '20*' -Last 3) | Should -HaveCount 3
        (Get-FlamSnapshot '20*' -State Failed).Name | Should -Be $failed.Name
    }

    It 'finds a snapshot by the words last and best' {
        (Get-FlamSnapshot last).Name | Should -Be $failed.Name
        (Get-FlamSnapshot last -Experiment one).Name | Should -Be $second.Name
        (Get-FlamSnapshot 'one/best:loss').Name | Should -Be $second.Name
        ('other/best:-loss' | Get-FlamSnapshot).Name | Should -Be $other.Name
    }

    It 'finds and lists snapshots by tags, and shows them before the message' {
        $file = "$($other.Path)/snapshot.json"
        $good = [IO.File]::ReadAllText($file)
        try {
            [IO.File]::WriteAllText($file, $good.Replace('"tags": []', '"tags": ["paper", "good"]'))
            (Get-FlamSnapshot paper).Name | Should -Be $other.Name
            (Get-FlamSnapshot -Tag P*).Name | Should -Be $other.Name
            (Get-FlamSnapshot -Tag nosuch, good).Tags | Should -Be 'paper', 'good'
            Get-FlamSnapshot last -Tag paper | Should -BeNullOrEmpty
            Get-FlamSnapshot paper | Out-String -Width 120 | Should -Match '\[paper, good\] third'
            Get-FlamSnapshot paper | Format-List | Out-String -Width 120 | Should -Match 'Tags\s+: \{paper, good\}'
        }
        finally {
            [IO.File]::WriteAllText($file, $good)
        }
    }

    It 'answers SnapshotNotFound for an unknown metric and names the others' {
        Get-FlamSnapshot best:los -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.GetFlamSnapshotCommand'
        $errors[0].ErrorDetails.RecommendedAction | Should -Be "The trained snapshots have 'loss'."
    }

    It 'answers NoSnapshot for a word where there is none' {
        $library = $env:FLAMMABLE_LIBRARY
        try {
            $env:FLAMMABLE_LIBRARY = "$TestDrive/not-yet"
            Get-FlamSnapshot last -ErrorVariable errors -ErrorAction SilentlyContinue
            $errors.FullyQualifiedErrorId | Should -Be 'NoSnapshot,Flammable.Commands.GetFlamSnapshotCommand'
        }
        finally {
            $env:FLAMMABLE_LIBRARY = $library
        }
    }

    It 'takes ids, snapshots and experiments from the pipeline' {
        ($first.Name, $other.Name | Get-FlamSnapshot).Name | Should -Be $first.Name, $other.Name
        ($first | Get-FlamSnapshot).Name | Should -Be $first.Name
        Get-FlamExperiment one | Get-FlamSnapshot | Should -HaveCount 2
    }

    It 'answers SnapshotNotFound for an unknown id and goes on' {
        (Get-FlamSnapshot nosuch, $other.Name -ErrorVariable errors -ErrorAction SilentlyContinue).Name | Should -Be $other.Name
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.GetFlamSnapshotCommand'
    }

    It 'answers SnapshotAmbiguous where several match' {
        Get-FlamSnapshot 20 -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotAmbiguous,Flammable.Commands.GetFlamSnapshotCommand'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike "*$($other.Name)*"
    }

    It 'answers ExperimentNotFound for an unknown experiment' {
        Get-FlamSnapshot -Experiment nosuch -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ExperimentNotFound,Flammable.Commands.GetFlamSnapshotCommand'
    }

    It 'reports a snapshot whose file is <Damage> and lists the others' -ForEach @(
        @{ Damage = 'empty'; Text = '' }
        @{ Damage = 'cut'; Text = '{ "uid": "ab' }
        @{ Damage = 'not JSON'; Text = 'hello' }
    ) {
        $file = "$($other.Path)/snapshot.json"
        $good = [IO.File]::ReadAllText($file)
        try {
            [IO.File]::WriteAllText($file, $Text)
            $others = Get-FlamSnapshot -ErrorVariable errors -ErrorAction SilentlyContinue

            $others | Should -HaveCount 3
            $errors.FullyQualifiedErrorId | Should -Be 'SnapshotUnreadable,Flammable.Commands.GetFlamSnapshotCommand'
            $errors[0].CategoryInfo.Category | Should -Be 'ReadError'
            "$($errors[0])" | Should -BeLike "*$($other.Name)*"
        }
        finally {
            [IO.File]::WriteAllText($file, $good)
        }
    }

    It 'stops early for Select-Object -First' {
        $file = "$((Get-FlamSnapshot)[-1].Path)/snapshot.json"
        $good = [IO.File]::ReadAllText($file)
        try {
            [IO.File]::WriteAllText($file, '')
            Get-FlamSnapshot -ErrorVariable errors -ErrorAction SilentlyContinue | Select-Object -First 1 | Should -HaveCount 1
            $errors | Should -BeNullOrEmpty -Because 'the damaged one is the oldest'
        }
        finally {
            [IO.File]::WriteAllText($file, $good)
        }
    }

    It 'answers nothing for a library that does not exist yet' {
        $library = $env:FLAMMABLE_LIBRARY
        try {
            $env:FLAMMABLE_LIBRARY = "$TestDrive/not-yet"
            Get-FlamSnapshot | Should -BeNullOrEmpty
            Test-Path "$TestDrive/not-yet" | Should -BeFalse
        }
        finally {
            $env:FLAMMABLE_LIBRARY = $library
        }
    }

    It 'answers LibraryUnavailable where the library is a file' {
        $library = $env:FLAMMABLE_LIBRARY
        try {
            $env:FLAMMABLE_LIBRARY = "$TestDrive/file.txt"
            Set-Content $env:FLAMMABLE_LIBRARY 'x'
            { Get-FlamSnapshot } | Should -Throw -ErrorId 'LibraryUnavailable,Flammable.Commands.GetFlamSnapshotCommand'
        }
        finally {
            $env:FLAMMABLE_LIBRARY = $library
        }
    }
}
