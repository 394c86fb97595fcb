BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Get-FlamMetric' {
    BeforeAll {
        $folder = New-TaskFolder "$TestDrive/one" -Train @'
Snapshot.Train.Append("loss", 0.5, 1); Snapshot.Train.Append("loss", double.NaN, 2); Snapshot.Validation.Append("accuracy", 0.25, 2);
'@
        $null = Invoke-FlamTrain $folder
        $first = Invoke-FlamTest $folder
        $other = New-TrainedSnapshot "$TestDrive/other"
    }

    It 'emits every value in the order of its appending' {
        $points = Get-FlamMetric $first.Name
        $points.Name | Should -Be 'loss', 'loss', 'accuracy', 'accuracy'
        $points.Split | Should -Be 'Train', 'Train', 'Validation', 'Test'
        $points.Step | Should -Be 0, 1, 0, 0
        $points.Epoch | Should -Be 1, 2, 2, $null
        $points[0].Value | Should -Be 0.5
        [double]::IsNaN($points[1].Value) | Should -BeTrue
        $points[0].Experiment | Should -Be 'one'
        $points[0].SnapshotId | Should -Be $first.Id
        $points[0].Time.LocalDateTime | Should -BeGreaterThan ([DateTime]::Now.AddHours(-1))
    }

    It 'takes names with wildcards and parts of the run' {
        Get-FlamMetric $first -Name 'l*' | Should -HaveCount 2
        Get-FlamMetric $first loss, acc* | Should -HaveCount 4
        Get-FlamMetric $first -Split Validation, Test | Should -HaveCount 2
        (Get-FlamMetric $first -Name accuracy -Split Test).Value | Should -Be 0.75
        Get-FlamMetric $first -Name nosuch | Should -BeNullOrEmpty
    }

    It 'takes snapshots, ids and rows from the pipeline and tells them apart' {
        $points = Get-FlamSnapshot | Get-FlamMetric -Name loss -Split Train
        $points | Group-Object Experiment | Sort-Object Name | ForEach-Object Count | Should -Be 2, 3
        ($first.Name | Get-FlamMetric -Split Test).Value | Should -Be 0.75
        ([pscustomobject]@{ Id = $first.Id; Experiment = 'one' } | Get-FlamMetric -Split Test).Value | Should -Be 0.75
    }

    It 'shows values as a table, the same in every culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $text = Get-FlamMetric $first | Out-String -Width 80
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        $text | Should -Match 'SnapshotId\s+Split\s+Name\s+Step\s+Epoch\s+Value\s+Time'
        $text | Should -Match "$($first.Id)\s+Train\s+loss\s+0\s+1\s+0\.5\s+\d\d:\d\d:\d\d"
    }

    It 'answers SnapshotNotFound for an unknown id and goes on' {
        $points = Get-FlamMetric nosuch, $first.Name -Split Test -ErrorVariable errors -ErrorAction SilentlyContinue
        $points.Value | Should -Be 0.75
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.GetFlamMetricCommand'
    }

    It 'answers SnapshotUnreadable for a damaged journal and goes on' {
        $file = "$($other.Path)/metrics.jsonl"
        $good = [IO.File]::ReadAllText($file)
        try {
            [IO.File]::WriteAllText($file, "damaged`n")
            $points = $other, $first | Get-FlamMetric -Split Test -ErrorVariable errors -ErrorAction SilentlyContinue
            $points.Value | Should -Be 0.75
            $errors.FullyQualifiedErrorId | Should -Be 'SnapshotUnreadable,Flammable.Commands.GetFlamMetricCommand'
        }
        finally {
            [IO.File]::WriteAllText($file, $good)
        }
    }

    Context 'beside a running training' {
        BeforeAll {
            # Starts a training that appends one value and waits, and gives back how to end it.
            function Start-Training([string] $Name) {
                $gate = "$TestDrive/$Name.end"
                $folder = New-TaskFolder "$TestDrive/$Name" -Train "Snapshot.Train.Append(`"loss`", 1); while (!File.Exists(@`"$gate`")) { Thread.Sleep(10); } Snapshot.Train.Append(`"loss`", 2);"
                $shell = [powershell]::Create()
                $null = $shell.AddScript("Import-Module '$(Get-FlamModulePath)'").AddStatement().AddCommand('Invoke-FlamTrain').AddParameter('LiteralPath', $folder)
                $running = $shell.BeginInvoke()
                Wait-Until { @(Get-FlamSnapshot -Experiment "$Name*" | Get-FlamMetric).Count -eq 1 }
                [pscustomobject]@{ Shell = $shell; Running = $running; Gate = $gate; Snapshot = Get-FlamSnapshot -Experiment $Name }
            }

            function Stop-Training($Training) {
                Set-Content $Training.Gate ''
                $null = $Training.Shell.EndInvoke($Training.Running)
                $Training.Shell.Dispose()
            }
        }

        It 'waits with -Wait until the run has ended' {
            $training = Start-Training waited
            try {
                $values = Get-FlamMetric $training.Snapshot -Wait | ForEach-Object { Set-Content $training.Gate ''; $_.Value }
                $values | Should -Be 1, 2
                (Get-FlamSnapshot -Experiment waited).State | Should -Be 'Trained'
            }
            finally {
                Stop-Training $training
            }
        }

        It 'ends at once for Select-Object -First and for Ctrl+C' {
            $training = Start-Training stopped
            $shell = [powershell]::Create()
            try {
                (Get-FlamMetric $training.Snapshot -Wait | Select-Object -First 1).Value | Should -Be 1

                $null = $shell.AddScript("Import-Module '$(Get-FlamModulePath)'").AddStatement().AddCommand('Get-FlamMetric').AddArgument($training.Snapshot.Name).AddParameter('Wait')
                $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
                $waiting = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
                Wait-Until { $output.Count -eq 1 -or $waiting.IsCompleted }
                $stopping = $shell.BeginStop($null, $null)
                Wait-Until { $stopping.IsCompleted }
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            }
            finally {
                $shell.Dispose()
                Stop-Training $training
            }
        }
    }
}
