BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Cancellation' {
    BeforeAll {
        # Starts a pipeline in a runspace of its own, waits until the task has begun, stops it, and gives back how it ended.
        function Stop-InTask([scriptblock] $Script, [string] $Folder, [string] $Marker) {
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$(Get-FlamModulePath)'").AddStatement().AddScript($Script).AddArgument($Folder)
            $running = $shell.BeginInvoke()
            try {
                Wait-Until { (Test-Path $Marker) -or $running.IsCompleted }
                $stopping = $shell.BeginStop($null, $null)
                Wait-Until { $stopping.IsCompleted }
                $shell.InvocationStateInfo.State
            }
            finally {
                Set-Content "$Marker.end" ''
                $shell.Dispose()
            }
        }
    }

    It 'ends a training <Kind>, and the snapshot says interrupted' -ForEach @(
        @{ Kind = 'that never looks at its cancellation'; Loop = 'Thread.Sleep(10);' }
        @{ Kind = 'that prints without end'; Loop = 'Console.WriteLine("line"); Thread.Sleep(1);' }
        @{ Kind = 'that reports progress'; Loop = 'Run.Progress(1, 10); Thread.Sleep(10);' }
    ) {
        $name = "stop-$($Kind -replace '\W')"
        $marker = "$TestDrive/$name.begun"
        $folder = New-TaskFolder "$TestDrive/$name" -Train "File.WriteAllText(@`"$marker`", `"`"); while (!File.Exists(@`"$marker.end`")) { $Loop }"
        Stop-InTask { Invoke-FlamTrain $args[0] -Verbose } $folder $marker | Should -Be 'Stopped'

        (Get-FlamSnapshot -Experiment $name).State | Should -Be 'Interrupted'
        Invoke-FlamTest $folder -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotTrained,Flammable.Commands.InvokeFlamTestCommand'
    }

    It 'ends a test, and the snapshot stays trained' {
        $marker = "$TestDrive/test.begun"
        $folder = New-TaskFolder "$TestDrive/stop-test" -Test "File.WriteAllText(@`"$marker`", `"`"); while (!File.Exists(@`"$marker.end`")) { Thread.Sleep(10); }"
        $snapshot = Invoke-FlamTrain $folder
        Stop-InTask { Invoke-FlamTest $args[0] } $folder $marker | Should -Be 'Stopped'

        $after = Get-FlamSnapshot $snapshot.Name
        $after.State | Should -Be 'Trained'
        $after.TestedAt | Should -BeNullOrEmpty
    }

    It 'ends an evaluation, leaves no output and lets the snapshot go' {
        $marker = "$TestDrive/eval.begun"
        $folder = New-TaskFolder "$TestDrive/stop-eval" -Eval "File.WriteAllText(outputPath, `"half`"); File.WriteAllText(@`"$marker`", `"`"); while (!File.Exists(@`"$marker.end`")) { Thread.Sleep(10); }"
        $null = Invoke-FlamTrain $folder
        Set-Content "$TestDrive/sample.csv" 'x'
        Stop-InTask { Invoke-FlamEval "$(Split-Path $args[0])/sample.csv" -Path $args[0] } $folder $marker | Should -Be 'Stopped'

        Test-Path "$TestDrive/sample.predictions.csv" | Should -BeFalse
        (Invoke-FlamTest $folder).TestedAt | Should -Not -BeNullOrEmpty
    }

    It 'stops after the first of several tasks for Select-Object -First' {
        $one = New-TaskFolder "$TestDrive/first-one"
        $two = New-TaskFolder "$TestDrive/first-two"
        (Invoke-FlamTrain $one, $two | Select-Object -First 1).Experiment | Should -Be 'first-one'
        Get-FlamExperiment 'first-*' | ForEach-Object Name | Should -Be 'first-one'
    }

    It 'cancels the run where a warning stops the pipeline' {
        $marker = "$TestDrive/action.begun"
        $folder = New-TaskFolder "$TestDrive/action" -Train "File.WriteAllText(@`"$marker`", `"`"); Console.WriteLine(`"line`"); while (!File.Exists(@`"$marker.end`")) { Thread.Sleep(10); }"
        try {
            { & { $VerbosePreference = 'Stop'; Invoke-FlamTrain $folder } } | Should -Throw
            # The pipeline may stop before there is a snapshot, or even an experiment.
            Get-FlamSnapshot | Where-Object Experiment -EQ action | ForEach-Object State | Should -BeIn @($null, 'Interrupted')
        }
        finally {
            Set-Content "$marker.end" ''
        }
    }
}
