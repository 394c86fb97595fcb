BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive

    # Of the progress that comes while the pipeline is busy only the newest is shown: the task waits for a file SHOWN and its step.
    function Get-ProgressRecord([string] $Train) {
        $shown = "$TestDrive/shown-$(New-Guid)-"
        $folder = New-TaskFolder "$TestDrive/progress-$(New-Guid)" -Train $Train.Replace('SHOWN', $shown)
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({ param($module, $folder) Import-Module $module; Invoke-FlamTrain $folder }).AddArgument((Get-FlamModulePath)).AddArgument($folder)
            $running = $shell.BeginInvoke()
            $records = $shell.Streams.Progress
            Wait-Until {
                for ($i = 0; $i -lt $records.Count; $i++) { Set-Content "$shown$(($records[$i].StatusDescription -split '/')[0])" '' }
                $running.IsCompleted
            }
            $null = $shell.EndInvoke($running)
            $shell.Streams.Progress | Where-Object Activity -Like '*ToyTask*'
        }
        finally {
            $shell.Dispose()
        }
    }
}

AfterAll { Restore-FlamTest }

Describe 'Streams' {
    It 'changes nothing at all under -WhatIf' {
        $folder = New-TaskFolder "$TestDrive/what"
        $null = Invoke-FlamTrain $folder
        Add-Content "$folder/Task.cs" '// edited'
        $before = Get-FolderState $folder, $env:FLAMMABLE_LIBRARY
        Invoke-FlamTrain $folder -WhatIf | Should -BeNullOrEmpty
        Invoke-FlamTrain $folder -Force -WhatIf | Should -BeNullOrEmpty
        Invoke-FlamTest $folder -Ignore -WhatIf | Should -BeNullOrEmpty

        Get-FolderState $folder, $env:FLAMMABLE_LIBRARY | Should -Be $before
    }

    It 'makes neither repository nor library under -WhatIf' {
        $library = $env:FLAMMABLE_LIBRARY
        try {
            $env:FLAMMABLE_LIBRARY = "$TestDrive/never"
            $folder = New-TaskFolder "$TestDrive/fresh"
            Invoke-FlamTrain $folder -WhatIf
            Get-ChildItem $folder -Force | Should -HaveCount 1
            Test-Path $env:FLAMMABLE_LIBRARY | Should -BeFalse
        }
        finally {
            $env:FLAMMABLE_LIBRARY = $library
        }
    }

    It 'asks with -Confirm even with -Force, and does not with -Confirm:$false' {
        $folder = New-TaskFolder "$TestDrive/confirm"
        (Invoke-FlamTrain $folder -Confirm:$false).State | Should -Be 'Trained'
        Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = $folder } {
            Import-Module $env:FLAM_TEST_MODULE
            try { Invoke-FlamTrain $env:FLAM_TEST_FOLDER -Force -Confirm; 'trained' } catch { 'asked' }
        } | Should -Be 'asked'
    }

    It 'shows with -Verbose what the task printed, in order and complete' {
        $folder = New-TaskFolder "$TestDrive/verbose" -Train 'for (int line = 0; line < 5000; line++) Console.WriteLine($"line {line}");'
        $verbose = Invoke-FlamTrain $folder -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] -and "$_" -like 'line *' }

        $verbose | Should -HaveCount 5000
        "$($verbose[0]) $($verbose[-1])" | Should -Be 'line 0 line 4999'
    }

    It 'shows in the console what a task prints faster than the console takes it' {
        $folder = New-TaskFolder "$TestDrive/console" -Train 'for (int line = 0; line < 30000; line++) Console.WriteLine($"line {line}");'
        $shown = Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = $folder } {
            Import-Module $env:FLAM_TEST_MODULE
            Invoke-FlamTrain $env:FLAM_TEST_FOLDER -Verbose
        }

        $shown -match 'line \d+$' | Should -HaveCount 30000
    }

    It 'shows progress with the latest metrics and takes it away at the end' {
        $records = Get-ProgressRecord 'for (int step = 1; step <= 3; step++) { Snapshot.Train.Append("loss", 0.5); Run.Progress(step, 3, "warm"); Thread.Sleep(250); while (step < 3 && !File.Exists($"SHOWN{step}")) Thread.Sleep(10); }'

        $records[0].StatusDescription | Should -BeExactly '1/3, warm, loss 0.5'
        $records[0].SecondsRemaining | Should -Be -1
        $records[1].StatusDescription | Should -Match '^2/3, [\d.]+ (steps/s|s/step), warm, loss 0\.5$'
        $records[1].PercentComplete | Should -Be 66
        $records[1].SecondsRemaining | Should -BeGreaterOrEqual 1
        $records[-1].RecordType | Should -Be 'Completed'
    }

    It 'takes the progress away when the task fails' {
        $records = Get-ProgressRecord 'Run.Progress(1, 2); throw new InvalidOperationException("broken");'

        $records[-1].RecordType | Should -Be 'Completed'
    }

    It 'stops at the first error with -ErrorAction Stop' {
        $good = New-TaskFolder "$TestDrive/after"
        { Invoke-FlamTrain "$TestDrive/nowhere", $good -ErrorAction Stop } |
            Should -Throw -ErrorId 'PathNotFound,Flammable.Commands.InvokeFlamTrainCommand'
        Get-FlamExperiment 'afte*' | Should -BeNullOrEmpty
    }

    It 'fills -OutVariable' {
        $folder = New-TaskFolder "$TestDrive/outvariable"
        $null = Invoke-FlamTrain $folder -OutVariable kept
        $kept.State | Should -Be 'Trained'
    }

    It 'lets nothing that the task prints reach the output' {
        $folder = New-TaskFolder "$TestDrive/prints" -Train 'Console.WriteLine("out"); Console.Error.WriteLine("err");'
        @(Invoke-FlamTrain $folder) | Should -HaveCount 1
    }
}
