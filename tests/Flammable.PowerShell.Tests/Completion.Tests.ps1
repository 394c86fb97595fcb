BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Completion' {
    BeforeAll {
        $first = New-TrainedSnapshot "$TestDrive/one" -Message 'a comment'
        $second = New-TrainedSnapshot "$TestDrive/two words" -Message 'another'
        $folder = New-TaskFolder "$TestDrive/tasks"
        Set-Content "$folder/Other.cs" (Get-TaskCode -Name OtherTask)

        function Complete([string] $line) { (TabExpansion2 $line $line.Length).CompletionMatches }
    }

    It 'completes ids, newest first, with comment and date' {
        $found = Complete 'Get-FlamSnapshot '
        $ids = (Get-FlamSnapshot | Sort-Object Name -Descending).Id
        $found.CompletionText | Where-Object { $_ -in $ids } | Should -Be $ids
        ($found | Where-Object CompletionText -EQ $first.Id).ToolTip | Should -BeLike "$($first.Timestamp.ToString('yyyy-MM-dd'))*a comment"
    }

    It 'completes the beginning of an id, of a name, and of experiment/name' {
        (Complete "Invoke-FlamTest -Snapshot $($first.Id.Substring(0, 4))").CompletionText | Should -Be $first.Id
        (Complete "Invoke-FlamTest -Snapshot $($first.Name)").CompletionText | Should -Be $first.Name
        (Complete 'Invoke-FlamEval x.csv -Snapshot one/').CompletionText | Should -Be "$first"
    }

    It 'completes the words and the metrics before and after the ids' {
        $found = (Complete 'Get-FlamSnapshot ').CompletionText
        $found[0] | Should -Be 'last'
        $found[-2, -1] | Should -Be 'best:loss', 'best:-loss'
        (Complete 'Invoke-FlamTest -Snapshot best:-').CompletionText | Should -Be 'best:-loss'
        (Complete 'Get-FlamMetric la').ToolTip | Should -Be "The newest: $second"
    }

    It 'completes tags, quoted where they need it' {
        $file = "$($first.Path)/snapshot.json"
        $good = [IO.File]::ReadAllText($file)
        try {
            [IO.File]::WriteAllText($file, $good.Replace('"tags": []', '"tags": ["zz paper"]'))
            (Complete 'Get-FlamSnapshot zz').CompletionText | Should -Be "'zz paper'"
            (Complete 'Get-FlamSnapshot -Tag ').CompletionText | Should -Be "'zz paper'"
        }
        finally {
            [IO.File]::WriteAllText($file, $good)
        }
    }

    It 'takes only the experiment that is typed' {
        (Complete 'Get-FlamSnapshot -Experiment one -Id ').CompletionText | Should -Be 'last', $first.Id, 'best:loss', 'best:-loss'
    }

    It 'quotes what needs it' {
        (Complete 'Get-FlamSnapshot two').CompletionText | Should -Be "'$second'"
        (Complete 'Get-FlamExperiment tw').CompletionText | Should -Be "'two words'"
        (Complete "Get-FlamExperiment 'tw").CompletionText | Should -Be "'two words'"
    }

    It 'completes experiments with where their code is' {
        $found = Complete 'Get-FlamSnapshot -Experiment on'
        $found.CompletionText | Should -Be 'one'
        $found.ToolTip | Should -Be "$TestDrive/one"
    }

    It 'completes task names at the path, and at the current location' {
        (Complete "Invoke-FlamTrain '$folder' -TaskName ").CompletionText | Sort-Object | Should -Be 'OtherTask', 'ToyTask'
        (Complete "Get-FlamTask '$folder' -Name ").CompletionText | Sort-Object | Should -Be 'OtherTask', 'ToyTask'
        Push-Location $folder
        try { (Complete 'Invoke-FlamTrain -TaskName Oth').CompletionText | Should -Be 'OtherTask' } finally { Pop-Location }
    }

    It 'completes states and commit modes' {
        (Complete 'Get-FlamSnapshot -State Tr').CompletionText | Should -Be 'Trained', 'Training'
        (Complete 'Set-FlamConfiguration -CommitMode ').CompletionText | Should -Be 'Auto', 'Branch', 'Detached'
    }

    It 'never raises an error, whatever the library is' {
        $library = $env:FLAMMABLE_LIBRARY
        try {
            $env:FLAMMABLE_LIBRARY = "$folder/Task.cs"
            $before = $global:Error.Count
            $completer = [Flammable.Completion.SnapshotCompleter]::new()
            $completer.CompleteArgument('Get-FlamSnapshot', 'Id', '', $null, @{}) | Should -BeNullOrEmpty
            $global:Error.Count | Should -Be $before
        }
        finally {
            $env:FLAMMABLE_LIBRARY = $library
        }
    }

    It 'answers for a damaged snapshot by its name' {
        $file = "$($first.Path)/snapshot.json"
        $good = [IO.File]::ReadAllText($file)
        try {
            [IO.File]::WriteAllText($file, '')
            (Complete 'Get-FlamSnapshot ').CompletionText | Should -Contain $first.Id
        }
        finally {
            [IO.File]::WriteAllText($file, $good)
        }
    }

    It 'completes the ids of servers, with snapshot, state and address' {
        $served = New-ServedSnapshot "$TestDrive/served"
        $server = Start-FlamServer -Snapshot $served
        try {
            foreach ($line in 'Stop-FlamServer ', 'Get-FlamServer ', 'Update-FlamServer -Server ', 'Invoke-FlamEval -Server ') {
                $found = Complete ($line + $server.Id[0])
                $found.CompletionText | Should -Be $server.Id
                $found.ToolTip | Should -Be "$served, Running: $($server.Address)"
            }
        }
        finally {
            Stop-TestServer
        }
    }
}
