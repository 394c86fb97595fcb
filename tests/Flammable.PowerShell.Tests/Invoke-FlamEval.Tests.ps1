BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Invoke-FlamEval' {
    BeforeAll {
        $folder = New-TaskFolder "$TestDrive/eval"
        $snapshot = Invoke-FlamTrain $folder
        $inputs = [IO.Directory]::CreateDirectory("$TestDrive/in").FullName
        'a', 'b', 'c' | ForEach-Object { Set-Content "$inputs/$_.csv" "sample $_" -NoNewline }
    }

    AfterEach { Get-ChildItem $inputs -Filter *.predictions.csv | Remove-Item }

    It 'writes beside the input and emits the file' {
        $file = Invoke-FlamEval "$inputs/a.csv" -Path $folder

        $file | Should -BeOfType ([IO.FileInfo])
        $file.FullName | Should -Be "$inputs/a.predictions.csv"
        Get-Content $file | Should -Be 'SAMPLE A'
    }

    It 'takes many files from the pipeline into a folder' {
        $out = [IO.Directory]::CreateDirectory("$TestDrive/out").FullName
        $files = Get-ChildItem $inputs | Invoke-FlamEval -OutputPath $out -Snapshot $snapshot

        $files.FullName | Should -Be "$out/a.csv", "$out/b.csv", "$out/c.csv"
        Get-Content $files[2] | Should -Be 'SAMPLE C'
    }

    It 'takes pairs of input and output from a CSV file' {
        $rows = "InputPath,OutputPath`n$inputs/a.csv,$TestDrive/x.csv`n$inputs/b.csv,$TestDrive/y.csv" | ConvertFrom-Csv
        ($rows | Invoke-FlamEval -Path $folder).Name | Should -Be 'x.csv', 'y.csv'
    }

    It 'never lets one output replace another' {
        $files = Invoke-FlamEval "$inputs/?.csv" "$TestDrive/one.csv" -Path $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $files | Should -HaveCount 1
        $errors.FullyQualifiedErrorId | Should -Be (@('OutputPathTaken,Flammable.Commands.InvokeFlamEvalCommand') * 2)
        Get-Content "$TestDrive/one.csv" | Should -Be 'SAMPLE A'
    }

    It 'never writes over its input' {
        Invoke-FlamEval "$inputs/a.csv" $inputs -Path $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $errors.FullyQualifiedErrorId | Should -Be 'OutputPathTaken,Flammable.Commands.InvokeFlamEvalCommand'
        Get-Content "$inputs/a.csv" | Should -Be 'sample a'
    }

    It 'reports what a bad input is and goes on' {
        $files = Invoke-FlamEval "$TestDrive/none.csv", $inputs, "$inputs/a.csv" -Path $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $files.Name | Should -Be 'a.predictions.csv'
        $errors.FullyQualifiedErrorId | Should -Be @(
            'PathNotFound,Flammable.Commands.InvokeFlamEvalCommand'
            'InputNotAFile,Flammable.Commands.InvokeFlamEvalCommand')
    }

    It 'answers OutputFolderNotFound' {
        Invoke-FlamEval "$inputs/a.csv" "$TestDrive/no/such/out.csv" -Path $folder -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'OutputFolderNotFound,Flammable.Commands.InvokeFlamEvalCommand'
    }

    It 'reports a file on which the task throws, leaves no output and goes on' {
        $picky = New-TaskFolder "$TestDrive/picky" -Eval 'string text = File.ReadAllText(inputPath); File.WriteAllText(outputPath, "half"); if (text.EndsWith("b")) throw new FormatException("bad sample");'
        $null = Invoke-FlamTrain $picky
        $files = Get-ChildItem $inputs | Invoke-FlamEval -Path $picky -ErrorVariable errors -ErrorAction SilentlyContinue

        $files.Name | Should -Be 'a.predictions.csv', 'c.predictions.csv'
        $errors.FullyQualifiedErrorId | Should -Be 'TaskFailed,Flammable.Commands.InvokeFlamEvalCommand'
        Test-Path "$inputs/b.predictions.csv" | Should -BeFalse
    }

    It 'says once that the code has changed, however many files there are' {
        $null = New-TrainedSnapshot "$TestDrive/moved"
        Add-Content "$TestDrive/moved/Task.cs" '// edited'
        Get-ChildItem $inputs | Invoke-FlamEval -Path "$TestDrive/moved" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors.FullyQualifiedErrorId | Should -Be 'CodeChanged,Flammable.Commands.InvokeFlamEvalCommand'
        Get-ChildItem $inputs -Filter a.csv | Invoke-FlamEval -Path "$TestDrive/moved" -Ignore | Should -HaveCount 1
    }

    It 'loads the task once for the whole pipeline' {
        $counting = New-TaskFolder "$TestDrive/counting" -Eval 'File.WriteAllText(outputPath, (++_calls).ToString()); } private int _calls; public void Unused() {'
        $null = Invoke-FlamTrain $counting
        Get-ChildItem $inputs | Invoke-FlamEval -Path $counting | Get-Content | Should -Be '1', '2', '3'
    }

    It 'writes nothing under -WhatIf' {
        Get-ChildItem $inputs | Invoke-FlamEval -Path $folder -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $inputs | Should -HaveCount 3
    }
}

Describe 'Invoke-FlamEval -Server' {
    BeforeAll {
        $null = New-ServedSnapshot "$TestDrive/served"
        $server = Start-FlamServer "$TestDrive/served"
    }

    AfterAll { Stop-TestServer }

    It 'takes a sample from each object of the pipeline, and keeps their order' {
        $answers = 1..1000 | Invoke-FlamEval -Server $server
        $answers | Should -Be (1..1000).ForEach{ $_ * 2 }
    }

    It 'takes a server, its id, a row and a server that comes back from a job' {
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($server))
        foreach ($one in $server, $server.Id, $server.Id.Substring(0, 4), [pscustomobject]@{ Id = $server.Id }, $copy) {
            'a' | Invoke-FlamEval -Server $one | Should -Be 'a!'
        }
    }

    It 'takes a list that is given by name as one sample, and emits an array whole' {
        $answer = Invoke-FlamEval -Server $server -InputObject 1, 2.5
        , $answer | Should -BeOfType ([double[]])
        $answer | Should -Be 2, 5
        $pairs = @(, (1, 2) + , (3, 4) | Invoke-FlamEval -Server $server)
        $pairs | Should -HaveCount 2
        $pairs[1] | Should -Be 6, 8
    }

    It 'takes rows, hashtables, custom objects and nothing at all' {
        'a,b', '1,2', '3,4' | ConvertFrom-Csv | Invoke-FlamEval -Server $server | Should -Be 'a,b 2', 'a,b 4'
        @{ b = 5 } | Invoke-FlamEval -Server $server | Should -Be 'b 5'
        [pscustomobject]@{ b = 6 } | Invoke-FlamEval -Server $server | Should -Be 'b 6'
        $null | Invoke-FlamEval -Server $server | Should -Be 'nothing'
        '' | Invoke-FlamEval -Server $server | Should -Be '!'
    }

    It 'takes a list of any kind, and names that differ in their case alone' {
        $queue = [Collections.Generic.Queue[object]]@((Write-Output 1), (Write-Output 2))
        $answer = Invoke-FlamEval -Server $server -InputObject $queue
        $answer | Should -Be 2, 4
        '{"b":1,"B":2}' | ConvertFrom-Json -AsHashtable | Invoke-FlamEval -Server $server | Should -BeExactly 'b,B 1'
    }

    It 'takes an object that is a part of itself, and goes on' {
        $table = [ordered]@{ b = 1; self = $null }
        $table.self = $table
        $row = [pscustomobject]@{ b = 2; self = $null }
        $row.self = @{ row = $row }
        $deep = 1
        1..10000 | ForEach-Object { $deep = @{ b = $deep } }

        $answers = $table, $row, $deep, 4 | Invoke-FlamEval -Server $server
        $answers[0, 1, 3] | Should -Be 'b,self 1', 'b,self 2', 8
        $answers | Should -HaveCount 4
    }

    It 'gives objects as Import-FlamTask does' {
        $served = 'answer' | Invoke-FlamEval -Server $server
        $task = Import-FlamTask served/last
        try { $imported = $task.Eval('answer') } finally { $task.Dispose() }

        $served.GetType() | Should -Be $imported.GetType()
        $served.text, $served.Text | Should -Be 'one', 'one'
        $imported.text | Should -Be $served.text
        $served.numbers | Should -Be $imported.numbers
    }

    It 'reports a sample that fails, with the sample, and goes on' {
        $answers = 1, 'fail', 2, $true, 3 | Invoke-FlamEval -Server $server -ErrorVariable errors -ErrorAction SilentlyContinue

        $answers | Should -Be 2, 4, 6
        $errors.FullyQualifiedErrorId | Should -Be 'TaskFailed,Flammable.Commands.InvokeFlamEvalCommand', 'SampleRefused,Flammable.Commands.InvokeFlamEvalCommand'
        $errors.TargetObject | Should -Be 'fail', $true
        "$($errors[0])" | Should -Not -BeLike '*no concern*'
        "$($errors[1])" | Should -BeLike '*A sample is a number, a text or a row.*'
    }

    It 'sends what comes slowly as it comes' {
        $steps = [Collections.Generic.List[string]]::new()
        1..3 | ForEach-Object { Start-Sleep -Milliseconds 100; $steps.Add("sent $_"); $_ } |
            Invoke-FlamEval -Server $server | ForEach-Object { $steps.Add("got $_") }
        $steps | Should -Be 'sent 1', 'got 2', 'sent 2', 'got 4', 'sent 3', 'got 6'
    }

    It 'goes on after a sample that is too long' {
        $small = Start-FlamServer "$TestDrive/served" -MaxRequestSize 1kb
        1, ('x' * 2kb), 3 | Invoke-FlamEval -Server $small -ErrorVariable errors -ErrorAction SilentlyContinue | Should -Be 2, 6
        $errors.FullyQualifiedErrorId | Should -Be 'SampleTooLong,Flammable.Commands.InvokeFlamEvalCommand'
        $errors.ErrorDetails.RecommendedAction | Should -BeLike '*-MaxRequestSize*'
    }

    It 'keeps all workers busy, however long a sample takes' {
        $meeting = New-TaskFolder "$TestDrive/meeting" -Code @"
using System.IO; using System.Threading; using Flammable;
public sealed class MeetingTask : FlamTask
{
    public override void Train() { }
    public override object? Eval(object? sample)
    {
        try
        {
            using var alone = new FileStream(@"$TestDrive/alone", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return SpinWait.SpinUntil(() => File.Exists(@"$TestDrive/met"), 1000) ? "met" : "alone";
        }
        catch (IOException)
        {
            File.WriteAllText(@"$TestDrive/met", "");
            return "met";
        }
    }
}
"@
        $null = Invoke-FlamTrain $meeting
        $pair = Start-FlamServer $meeting -Workers 2
        1..10 | Invoke-FlamEval -Server $pair | Should -Contain 'met'
    }

    It 'stops early for Select-Object -First' {
        $sent = [Collections.Generic.List[int]]::new()
        $first = 1..1000 | ForEach-Object { $sent.Add($_); $_ } | Invoke-FlamEval -Server $server | Select-Object -First 1
        $first | Should -Be 2
        $sent | Should -HaveCount 1
    }

    It 'evaluates nothing under -WhatIf' {
        $before = (Get-AnsweringServer).Requests
        1..3 | Invoke-FlamEval -Server $server -WhatIf | Should -BeNullOrEmpty
        (Get-AnsweringServer).Requests | Should -Be $before
    }

    It 'says once that there is no such server' {
        1..1000 | Invoke-FlamEval -Server nosuch -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be 'ServerNotFound,Flammable.Commands.InvokeFlamEvalCommand'
    }

    It 'says once that the server has gone, after the answers that it gave' {
        $other = Start-FlamServer "$TestDrive/served"
        $answers = 1..1000 | ForEach-Object { if ($_ -eq 500) { Stop-FlamServer $other -Force }; $_ } |
            Invoke-FlamEval -Server $other -ErrorVariable errors -ErrorAction SilentlyContinue

        $answers.Count | Should -BeIn (1..500)
        $errors.FullyQualifiedErrorId | Should -Be 'ServerDead,Flammable.Commands.InvokeFlamEvalCommand'
    }

    It 'ends when the pipeline stops' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({ Import-Module $args[0]; Invoke-FlamEval -Server $args[1] -InputObject "sleep:$($args[2])" }).AddArgument((Get-FlamModulePath)).AddArgument($server.Id).AddArgument("$TestDrive/eval.sleeps")
        $running = $shell.BeginInvoke()
        Wait-Until { (Test-Path "$TestDrive/eval.sleeps") -or $running.IsCompleted }
        $stopping = $shell.BeginStop($null, $null)
        Wait-Until { $stopping.IsCompleted }

        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
    }
}
