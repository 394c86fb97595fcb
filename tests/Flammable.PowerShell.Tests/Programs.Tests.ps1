BeforeDiscovery {
    # The PATH on which python3 has PyTorch; none where no python3 has it.
    $torch = $env:PATH, "/usr/bin$([IO.Path]::PathSeparator)$env:PATH" | Where-Object {
        $saved = $env:PATH
        try {
            $env:PATH = $_
            $null = python3 -c 'import torch' 2>&1
            $LASTEXITCODE -eq 0
        }
        catch { $false }
        finally { $env:PATH = $saved }
    } | Select-Object -First 1
    if (-not $torch) {
        Write-Host 'examples/PyTorchDigits is skipped: no python3 has PyTorch (Debian: apt-get install python3-torch).'
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive

    function New-ScriptFolder([string] $Path, [string] $Manifest, [string] $Script = '') {
        $folder = [IO.Directory]::CreateDirectory($Path).FullName
        [IO.File]::WriteAllText("$folder/flammable.json", $Manifest)
        [IO.File]::WriteAllText("$folder/run.sh", $Script)
        $folder
    }
}

AfterAll { Restore-FlamTest }

Describe 'A folder with a flammable.json' -Skip:$IsWindows {
    It 'is trained, tested and evaluated' {
        $folder = New-ScriptFolder "$TestDrive/whole" '{
            "train": "sh run.sh", "test": "sh run.sh", "eval": "cp {input} {output}", "parameters": { "rate": 0.5, "kind": "a" }
        }' 'echo "{\"metric\":\"rate\",\"value\":$FLAMMABLE_PARAMETER_RATE}" >> "$FLAMMABLE_REPORT"; echo "$FLAMMABLE_VERB $FLAMMABLE_PARAMETER_KIND"'
        $trained = Invoke-FlamTrain $folder -Parameter @{ rate = 0.25; kind = 'b c' } -Verbose 4>&1
        Set-Content "$TestDrive/samples.txt" 'samples'

        $trained | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message | Should -Contain 'train b c'
        (Invoke-FlamTest $folder).Test['rate'].Last | Should -Be 0.25
        Invoke-FlamEval "$TestDrive/samples.txt" "$TestDrive/out.txt" -Path $folder | Get-Content | Should -Be 'samples'
        (Get-FlamSnapshot -Experiment whole).TaskName | Should -Be 'whole'
        (Get-FlamStatus $folder).ChangedFiles | Should -BeNullOrEmpty
        Set-Content "$folder/run.sh" 'exit 3'
        Test-FlamChanges $folder | Should -Not -BeNullOrEmpty
    }

    It 'answers samples with a program that stays up' {
        $folder = New-ScriptFolder "$TestDrive/serve" '{ "train": "true", "serve": "sh run.sh" }' '
            while read -r line; do case $line in
                *bad*) echo "{\"error\":\"a sample is a number\"}";;
                *) echo "{\"result\":{\"pid\":$$,\"told\":$line}}";;
            esac; done'
        $task = Invoke-FlamTrain $folder | Import-FlamTask
        try {
            $first = $task.Eval(@(1.5, 'x', @{ n = 2 }))
            $first.told.sample | ConvertTo-Json -Compress | Should -Be '[1.5,"x",{"n":2.0}]'
            { $task.Eval('bad') } | Should -Throw '*a sample is a number*'
            [double]::IsNaN($task.Eval([double]::NaN).told.sample) | Should -BeTrue
            $task.Eval(3).pid | Should -Be $first.pid
            (Get-FlamTask $folder).Methods | Should -Be 'Train', 'Eval'
        }
        finally { $task.Dispose() }

        Get-Process -Id $first.pid -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'says <Id> for <Kind>' -ForEach @(
        @{ Kind = 'a wrong manifest'; Manifest = '{ "train": "sh run.sh", "tets": "x" }'; Id = 'TaskCompilationFailed'; Message = "*flammable.json(1,*): error FLAM004: 'tets' means nothing*" }
        @{ Kind = 'a program that fails'; Manifest = '{ "train": "sh run.sh" }'; Id = 'TaskFailed'; Message = "*the command 'sh run.sh' ended with exit code 3." }
        @{ Kind = 'a program that is not there'; Manifest = '{ "train": "no-such-program-4711" }'; Id = 'TaskFailed'; Message = "*'no-such-program-4711' is not on the PATH." }
        @{ Kind = 'a task that cannot be trained'; Manifest = '{ "eval": "sh run.sh" }'; Id = 'TaskMethodMissing'; Message = '*does not implement Train.' }
        @{ Kind = 'a wrong value'; Manifest = '{ "train": "sh run.sh", "parameters": { "n": 1 } }'; Id = 'HyperparameterInvalid'; Message = "*'n', which 'x' is not."; Parameter = @{ n = 'x' } }
    ) {
        $folder = New-ScriptFolder "$TestDrive/wrong-$($Kind -replace '\W')" $Manifest 'exit 3'
        $more = if ($Parameter) { @{ Parameter = $Parameter } } else { @{} }
        Invoke-FlamTrain $folder @more -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.InvokeFlamTrainCommand"
        "$($errors[0])" | Should -BeLike $Message
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'is stopped with all its processes, though they ignore it' {
        $ids = "$TestDrive/ids"
        $folder = New-ScriptFolder "$TestDrive/stop" '{ "train": "sh run.sh" }' "
            trap '' TERM INT
            (sleep 300 & echo `$! >> '$ids'; wait) &
            echo `$! >> '$ids'; echo `$`$ >> '$ids'
            while true; do sleep 0.05; done"
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$(Get-FlamModulePath)'; Invoke-FlamTrain '$folder'")
            $running = $shell.BeginInvoke()
            Wait-Until { ((Test-Path $ids) -and @(Get-Content $ids).Count -eq 3) -or $running.IsCompleted }
            $stopping = $shell.BeginStop($null, $null)
            Wait-Until { $stopping.IsCompleted }

            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
        }

        Wait-Until { -not (Get-Process -Id (Get-Content $ids) -ErrorAction Ignore) }
        (Get-FlamSnapshot -Experiment stop).State | Should -Be 'Interrupted'
    }
}

Describe 'examples/PyTorchDigits' -Skip:(-not $torch) -ForEach @(@{ Torch = $torch }) {
    BeforeAll {
        $savedPath = $env:PATH
        $env:PATH = $Torch
        Copy-Item "$PSScriptRoot/../../examples/PyTorchDigits" $TestDrive -Recurse
        $folder = "$TestDrive/PyTorchDigits"
        $snapshot = Invoke-FlamTrain $folder -Seed 5
    }

    AfterAll { $env:PATH = $savedPath }

    It 'trains a PyTorch network and files it' {
        $snapshot.State | Should -Be 'Trained'
        $snapshot.ModelFiles | Should -Be 'final.pt'
        $snapshot.Validation['accuracy'].Last | Should -BeGreaterThan 0.95
    }

    It 'tests to a sensible accuracy on what was held out' {
        (Invoke-FlamTest $folder).Test['accuracy'].Last | Should -BeGreaterThan 0.95
    }

    It 'answers single images, and refuses what is none' {
        $task = $snapshot | Import-FlamTask
        try {
            $images = Get-Content "$folder/digits.csv" | Select-Object -Skip 1 -First 100
            $right = $images.Where{ $task.Eval([double[]]($_ -split ',')[0..63]).digit -eq ($_ -split ',')[64] }
            $right.Count | Should -BeGreaterThan 90
            { $task.Eval(@(1, 2)) } | Should -Throw '*an image is a list of 64 numbers from 0 to 16*'
        }
        finally { $task.Dispose() }
    }

    It 'gives the same series for the same seed' {
        $again = Invoke-FlamTrain $folder -Seed 5 -Force
        ($again | Get-FlamMetric).Value | Should -Be ($snapshot | Get-FlamMetric -Split Train, Validation).Value
    }
}
