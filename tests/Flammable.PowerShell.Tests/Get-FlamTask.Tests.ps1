BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive

    $tuned = @'
using Flammable;

public sealed class TunedTask : FlamTask
{
    public enum Kind { Small, Large }

    public TunedTask() => Console.WriteLine("made");

    [Hyperparameter(Min = 0, Max = 1, Description = "How far one step goes.")] public double Rate { get; set; } = 0.25;
    [Hyperparameter] public Kind Size { get; set; } = Kind.Large;
    public override void Train() => Snapshot.Train.Append("rate", Rate);
    public override object? Eval(object? sample) => null;
}
'@
}

AfterAll { Restore-FlamTest }

Describe 'Get-FlamTask' {
    It 'describes the task with its methods and hyperparameters, and captures nothing' {
        $folder = New-TaskFolder "$TestDrive/tuned" -Code $tuned
        $task = Get-FlamTask $folder

        $task | Should -BeOfType ([Flammable.Execution.TaskDescription])
        $task.Name | Should -Be 'TunedTask'
        $task.Path | Should -Be "$folder/Task.cs"
        $task.Methods | Should -Be 'Train', 'Eval'
        $task.Methods[1] | Should -Be 'Eval'
        $task.Hyperparameters.Name | Should -Be 'Rate', 'Size'
        $task.Hyperparameters.Default | Should -Be 0.25, 'Large'
        $task.Hyperparameters[0].Min, $task.Hyperparameters[0].Max | Should -Be 0, 1
        $task.Hyperparameters[0].Description | Should -Be 'How far one step goes.'
        $task.Hyperparameters[1].Choices | Should -Be 'Small', 'Large'
        (Get-ChildItem $folder -Force).Name | Should -Be 'Task.cs'
        Get-FlamExperiment | Should -BeNullOrEmpty
    }

    It 'tells what the task prints while it is made as verbose lines' {
        Get-FlamTask "$TestDrive/tuned" -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -BeLike 'made'
    }

    It 'takes the current location, files, wildcards and files from the pipeline' {
        $null = New-TaskFolder "$TestDrive/other" -Name OtherTask
        Push-Location "$TestDrive/other"
        try { (Get-FlamTask).Name | Should -Be 'OtherTask' } finally { Pop-Location }
        (Get-FlamTask "$TestDrive/other/*.cs").Name | Should -Be 'OtherTask'
        (Get-FlamTask "$TestDrive/[ot]*r").Name | Should -Be 'OtherTask'
        (Get-ChildItem "$TestDrive/other", "$TestDrive/tuned" -Filter *.cs | Get-FlamTask).Name | Should -Be 'OtherTask', 'TunedTask'
    }

    It 'chooses classes by name, in either case, with wildcards' {
        $folder = New-TaskFolder "$TestDrive/several" -Name FirstTask
        $null = New-TaskFolder $folder -File Second.cs -Name SecondTask
        (Get-FlamTask $folder).Name | Should -Be 'FirstTask', 'SecondTask'
        (Get-FlamTask $folder -Name sec*).Path | Should -Be "$folder/Second.cs"
        (Get-FlamTask $folder -Name FIRSTTASK, no*).Name | Should -Be 'FirstTask'
    }

    It 'names the classes where none has the name' {
        Get-FlamTask "$TestDrive/tuned" -Name Nobody -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be 'TaskNotFound,Flammable.Commands.GetFlamTaskCommand'
        $errors.ErrorDetails.RecommendedAction | Should -BeLike "*'TunedTask'*"
    }

    It 'tells of a class that cannot be made, and lists the others' {
        $folder = New-TaskFolder "$TestDrive/mixed" -Code $tuned
        $null = New-TaskFolder $folder -File Bad.cs -Code 'public class BadTask : Flammable.FlamTask { public BadTask() => throw new Exception("no luck"); }'
        $null = New-TaskFolder $folder -File Closed.cs -Code 'public class ClosedTask : Flammable.FlamTask { internal ClosedTask() { } }'
        (Get-FlamTask $folder -ErrorVariable errors -ErrorAction SilentlyContinue).Name | Should -Be 'TunedTask'
        $errors.FullyQualifiedErrorId | Should -Be 'TaskFailed,Flammable.Commands.GetFlamTaskCommand', 'TaskNotFound,Flammable.Commands.GetFlamTaskCommand'
    }

    It 'shows what the compiler says' {
        $folder = New-TaskFolder "$TestDrive/broken" -Code 'public class Broken : Flammable.FlamTask { int x = "y"; }'
        Get-FlamTask $folder -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be 'TaskCompilationFailed,Flammable.Commands.GetFlamTaskCommand'
    }

    It 'sees an edit in the same session' {
        $folder = New-TaskFolder "$TestDrive/edited" -Code $tuned
        (Get-FlamTask $folder).Hyperparameters[0].Default | Should -Be 0.25
        $null = New-TaskFolder $folder -Code $tuned.Replace('0.25', '0.75')
        (Get-FlamTask $folder).Hyperparameters[0].Default | Should -Be 0.75
    }

    It 'gives tasks that Invoke-FlamTrain takes' {
        $folder = New-TaskFolder "$TestDrive/pip[ed]" -Code ($tuned + 'public class SecondTask : Flammable.FlamTask { public override void Train() { } }')
        (Get-FlamTask -LiteralPath $folder | Invoke-FlamTrain).TaskName | Should -Be 'SecondTask', 'TunedTask'
        (Get-FlamTask -LiteralPath $folder | Get-FlamTask -Name Tuned*).Name | Should -Be 'TunedTask', 'TunedTask'
    }

    It 'gives tasks that keep their hyperparameters on the way through a job' {
        $task = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-FlamTask "$TestDrive/tuned")))
        $task.Hyperparameters[1].Choices | Should -Be 'Small', 'Large'
    }
}

Describe 'The views of Get-FlamTask' {
    BeforeAll { $task = Get-FlamTask (New-TaskFolder "$TestDrive/viewed" -Code $tuned) }

    It 'are a table in short' {
        $task | Out-String -Width 120 | Should -Match 'TunedTask\s+Train, Eval\s+Rate 0\.25, Size Large'
    }

    It 'are a list with a line for each hyperparameter' {
        $text = $task | Format-List | Out-String -Width 120
        $text | Should -Match '(?m)^Methods\s+: Train, Eval\s*$'
        $text | Should -Match '(?m)^Hyperparameters\s+: Rate = 0\.25 \(Double, 0 to 1\): How far one step goes\.\s*$'
        $text | Should -Match '(?m)^\s+Size = Large \(Kind, Small, Large\)\s*$'
    }

    It 'are a table of hyperparameters, in any culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $text = $task | Select-Object -ExpandProperty Hyperparameters | Out-String -Width 120
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        $text | Should -Match 'Name\s+Type\s+Default\s+Limits\s+Description'
        $text | Should -Match 'Rate\s+Double\s+0\.25\s+0 to 1\s+How far one step goes\.'
        $text | Should -Match 'Size\s+Kind\s+Large\s+Small, Large'
    }
}
