BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive

    function Get-AnsweringCode([string] $Answer, [string] $Name = 'AnswerTask') {
        @"
using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading; using Flammable;
public sealed class $Name : FlamTask
{
    public sealed record Answer(string Text, double[] Sample);
    [Hyperparameter] public int Size { get; set; } = 3;
    public override void Train() { }
    public override void Test() { Console.WriteLine("testing"); Snapshot.Test.Store("accuracy", 0.75); }
    public override object? Eval(object? sample) => sample switch
    {
        double[] numbers => new Answer("$Answer", numbers),
        Dictionary<string, object?> row => string.Join(",", row.Keys) + " " + row["b"],
        "sleep" => Sleep(),
        string text => text + "$Answer",
        _ => throw new InvalidOperationException("no such sample"),
    };
    public override void EvalPath(string inputPath, string outputPath) => File.WriteAllText(outputPath, File.ReadAllText(inputPath) + "$Answer");
    private static string Sleep() { Thread.Sleep(Timeout.Infinite); return ""; }
}
"@
    }

    $folder = New-TaskFolder "$TestDrive/Answers" -Code (Get-AnsweringCode one)
    $first = Invoke-FlamTrain $folder
    [IO.File]::WriteAllText("$folder/Task.cs", (Get-AnsweringCode two RenamedTask))
    $second = Invoke-FlamTrain $folder
}

AfterAll { Restore-FlamTest }

Describe 'Import-FlamTask' {
    AfterEach { foreach ($one in @($task)) { if ($one) { $one.Dispose() } } }

    It 'imports each version of a class that was renamed, from the pipeline' {
        $task = Get-FlamSnapshot -Experiment Answers | Import-FlamTask

        $task.Name | Should -Be 'RenamedTask', 'AnswerTask'
        $task[0].Eval('say ') | Should -Be 'say two'
        $task[1].Eval('say ') | Should -Be 'say one'
        $task[1].Snapshot.Id | Should -Be $first.Id
        $task[1].Parameters['Size'] | Should -Be 3
    }

    It 'takes lists of numbers, custom objects and hashtables as samples, and gives objects as dictionaries' {
        $task = Import-FlamTask $first.Id

        $answer = $task.Eval((1, 2.5 | ForEach-Object { $_ }))
        $answer.text | Should -Be 'one'
        $answer.Sample | Should -Be 1, 2.5
        $task.Eval(('a,b', '1,2' | ConvertFrom-Csv)) | Should -Be 'a,b 2'
        $task.Eval(@{ b = 2 }) | Should -Be 'b 2'
        $task.Eval((Get-Content (New-Item "$TestDrive/text.txt" -Value 'line ' -Force))) | Should -Be 'line one'
    }

    It 'tests without storing, and shows what is printed with -Verbose' {
        $task = Import-FlamTask $first.Id
        function Test-Loudly { [CmdletBinding()] param() $task.Test() }
        $output = Test-Loudly -Verbose 4>&1

        $output[0].Message | Should -Be 'testing'
        $output[1].accuracy | Should -Be 0.75
        (Get-FlamSnapshot $first.Id).IsTested | Should -BeFalse
    }

    It 'takes the paths of a file from the current location' {
        $task = Import-FlamTask $first.Id
        Set-Content -NoNewline -LiteralPath "$TestDrive/in [1].txt" 'x'
        Push-Location -LiteralPath $TestDrive
        try { $task.EvalPath('in [1].txt', 'out.txt') } finally { Pop-Location }

        Get-Content -LiteralPath "$TestDrive/out.txt" | Should -Be 'xone'
    }

    It 'says why a call failed, with the error of the table inside' {
        $task = Import-FlamTask $first.Id
        try { $task.Eval(1) } catch { $failed = $_ }
        try { $task.TestOn("$TestDrive/Answers/Task.cs") } catch { $missing = $_ }

        $failed.FullyQualifiedErrorId | Should -Be 'ScriptMethodRuntimeException'
        $failed.ToString() | Should -BeLike '*no such sample*'
        $failed.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId | Should -Be 'TaskFailed'
        $missing.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId | Should -Be 'TaskMethodMissing'
    }

    It 'ends a call when the pipeline stops' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({ Import-Module $args[0]; $task = Import-FlamTask $args[1]; $task.Eval(''); $task.Eval('sleep') }).AddArgument((Get-FlamModulePath)).AddArgument($second.Id)
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $null = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
        Wait-Until { $output.Count -eq 1 }
        $shell.Stop()

        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
    }

    It 'asks for both paths of an evaluation, and keeps its input' {
        $task = Import-FlamTask $first.Id
        Set-Content "$TestDrive/kept.csv" 'x'

        { $task.EvalPath("$TestDrive/kept.csv") } | Should -Throw "*Parameter 'output'*"
        { $task.EvalPath("$TestDrive/kept.csv", "$TestDrive/kept.csv") } | Should -Throw '*are the same file*'
        Get-Content "$TestDrive/kept.csv" | Should -Be 'x'
        $task.Dispose()
    }

    It 'keeps the snapshot from a run until the task is disposed' {
        $task = Import-FlamTask $first.Id
        { Invoke-FlamTest -Snapshot $first.Id -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotInUse,Flammable.Commands.InvokeFlamTestCommand'
        $task.Dispose()

        (Invoke-FlamTest -Snapshot $first.Id).IsTested | Should -BeTrue
    }

    It 'names the version that wrote code which does not compile any more' {
        $broken = Invoke-FlamTrain (New-TaskFolder "$TestDrive/Broken" -Code (Get-AnsweringCode old))
        [IO.File]::WriteAllText("$TestDrive/Broken/Task.cs", 'class Gone : Flammable.NoSuchTask { }')
        Invoke-Git "$TestDrive/Broken" commit --quiet --all --message gone
        Invoke-Git "$TestDrive/Broken" push --quiet "$env:FLAMMABLE_LIBRARY/Broken/repo" HEAD:refs/heads/gone
        $json = "$($broken.Path)/snapshot.json"
        (Get-Content $json -Raw).Replace($broken.Commit, (Invoke-Git "$TestDrive/Broken" rev-parse HEAD)).Replace("`"$($broken.Version)`"", '"0.0.7"') | Set-Content $json
        $null = Import-FlamTask $broken.Id -ErrorAction SilentlyContinue -ErrorVariable failed

        $failed.FullyQualifiedErrorId | Should -Be 'TaskCompilationFailed,Flammable.Commands.ImportFlamTaskCommand'
        "$failed" | Should -BeLike '*written with Flammable 0.0.7*NoSuchTask*'
    }

    It 'does not find what is not there' {
        { Import-FlamTask nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotFound,Flammable.Commands.ImportFlamTaskCommand'
    }

    It 'shows name, snapshot, experiment and parameters as a table' {
        $task = Import-FlamTask $first.Id

        ($task | Out-String -Width 100).Split("`n").Trim() | Should -Contain "AnswerTask           $($first.Name) Answers         Size 3"
    }

    It 'lets the code go though answers and errors are kept' {
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_ID = $first.Id } {
            Import-Module $env:FLAM_TEST_MODULE
            function Use-Task {
                $task = Import-FlamTask $env:FLAM_TEST_ID
                $task.Eval((1, 2)); $task.Test(); $task | Out-String; $task.Parameters
                try { $task.Eval(5) } catch { $_ }
                $task.Dispose()
            }

            $kept = @(Use-Task)
            $kept.Count
            $isGone = $false
            for ($i = 0; $i -lt 100 -and -not $isGone; $i++) {
                [GC]::Collect(); [GC]::WaitForPendingFinalizers()
                $isGone = -not @([Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -Like 'Flammable task*')
                if (-not $isGone) { Start-Sleep -Milliseconds 50 }
            }

            "gone: $isGone"
        }

        $lines | Should -Be '5', 'gone: True'
    }
}
