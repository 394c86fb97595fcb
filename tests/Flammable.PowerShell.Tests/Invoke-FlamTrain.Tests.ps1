BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Invoke-FlamTrain' {
    It 'emits the trained snapshot' {
        $folder = New-TaskFolder "$TestDrive/emit"
        $snapshot = Invoke-FlamTrain $folder -Message 'the first'

        $snapshot | Should -BeOfType ([Flammable.Snapshots.Snapshot])
        $snapshot.State | Should -Be 'Trained'
        $snapshot.Message | Should -Be 'the first'
        $snapshot.Experiment | Should -Be 'emit'
        $snapshot.TaskName | Should -Be 'ToyTask'
        $snapshot.Parameters['Epochs'] | Should -Be 3
        $snapshot.Train['loss'].Count | Should -Be 3
        $snapshot.ModelFiles | Should -Be 'final.txt'
        $snapshot.ModelFiles[0] | Should -Be 'final.txt'
        Get-Content "$($snapshot.Path)/final.txt" | Should -Be 'trained'
        Invoke-Git $folder rev-parse HEAD | Should -Be $snapshot.Commit
    }

    It 'records the command and the PowerShell that ran it' {
        $folder = New-TaskFolder "$TestDrive/command"
        $environment = (Invoke-FlamTrain $folder -Message 'one line').Environment
        $again = (Invoke-FlamTrain -Path $folder `
                -Force).Environment

        $environment.Host | Should -Be "PowerShell $($PSVersionTable.PSVersion)"
        $environment.Command | Should -Be '$environment = (Invoke-FlamTrain $folder -Message ''one line'').Environment'
        $again.Command | Should -Match '(?s)^Invoke-FlamTrain -Path \$folder `\s+-Force$'
        [powershell]::Create('CurrentRunspace').AddCommand('Invoke-FlamTrain').AddParameter('LiteralPath', $folder).AddParameter('Force').Invoke().Environment.Command |
            Should -BeNullOrEmpty
    }

    It 'warns and does nothing where nothing changed' {
        $folder = New-TaskFolder "$TestDrive/unchanged"
        $null = Invoke-FlamTrain $folder
        $again = Invoke-FlamTrain $folder -WarningVariable warnings -WarningAction SilentlyContinue

        $again | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike 'No changes detected*-Force*-Retrain*'
        Get-FlamSnapshot -Experiment unchanged | Should -HaveCount 1
    }

    It 'makes a new snapshot of the same commit with -Force' {
        $folder = New-TaskFolder "$TestDrive/force"
        $first = Invoke-FlamTrain $folder
        $second = Invoke-FlamTrain $folder -Force

        $second.Name | Should -Not -Be $first.Name
        $second.Commit | Should -Be $first.Commit
    }

    It 'trains the last snapshot again with -Retrain' {
        $folder = New-TaskFolder "$TestDrive/retrain"
        $first = Invoke-FlamTrain $folder
        $second = Invoke-FlamTrain $folder -Retrain

        $second.Name | Should -Be $first.Name
        Get-FlamSnapshot -Experiment retrain | Should -HaveCount 1
    }

    It 'records the seed, and trains the same with the same one' {
        $folder = New-TaskFolder "$TestDrive/seed"
        $first = Invoke-FlamTrain $folder -Seed 7
        $null = Invoke-FlamTrain $folder -Seed 7 -WarningAction SilentlyContinue
        $other = Invoke-FlamTrain $folder

        $first.Seed | Should -Be 7
        $other | Should -BeNullOrEmpty
        (Invoke-FlamTrain $folder -Force).Seed | Should -Not -Be 7
    }

    It 'refuses a seed below 0' {
        { Invoke-FlamTrain $TestDrive -Seed -1 } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError,Flammable.Commands.InvokeFlamTrainCommand'
    }

    It 'goes on with a failed snapshot with -Resume' {
        $folder = New-TaskFolder "$TestDrive/resume" -Code ((Get-TaskCode) -replace 'public override void Train\(\)\s*{', @'
public override void Train()
    {
        if (Run.OpenCheckpoint() is null)
        {
            Snapshot.Train.Append("loss", 9);
            Run.SaveCheckpoint(file => file.WriteByte(1));
            throw new InvalidOperationException("broken");
        }
'@)
        $null = Invoke-FlamTrain $folder -Seed 3 -ErrorAction SilentlyContinue
        $null = Invoke-FlamTrain $folder -WarningVariable warnings -WarningAction SilentlyContinue
        $resumed = Invoke-FlamTrain $folder -Resume

        "$warnings" | Should -BeLike '*failed in its training; it can be resumed.*'
        $resumed.State | Should -Be 'Trained'
        $resumed.Seed | Should -Be 3
        $resumed.Train['loss'].Count | Should -Be 4
        Invoke-FlamTrain $folder -Resume -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -Be 'SnapshotAlreadyTrained,Flammable.Commands.InvokeFlamTrainCommand'
    }

    It 'refuses <First> and <Second> together' -ForEach @(
        @{ First = 'Force'; Second = 'Resume'; Arguments = @{ Force = $true; Resume = $true } }
        @{ First = 'Retrain'; Second = 'Resume'; Arguments = @{ Retrain = $true; Resume = $true } }
        @{ First = 'Resume'; Second = 'DryRun'; Arguments = @{ DryRun = $true; Resume = $true } }
        @{ First = 'Resume'; Second = 'Seed'; Arguments = @{ Seed = 1; Resume = $true } }
        @{ First = 'Resume'; Second = 'Parameter'; Arguments = @{ Parameter = @{}; Resume = $true } }
    ) {
        { Invoke-FlamTrain $TestDrive @Arguments } |
            Should -Throw -ErrorId "${First}And${Second},Flammable.Commands.InvokeFlamTrainCommand"
    }

    It 'refuses -Ignore without -Resume' {
        { Invoke-FlamTrain $TestDrive -Ignore } |
            Should -Throw -ErrorId 'IgnoreWithoutResume,Flammable.Commands.InvokeFlamTrainCommand'
    }

    It 'tries the task out with -DryRun and leaves nothing' {
        $folder = New-TaskFolder "$TestDrive/dry"
        $output = Invoke-FlamTrain $folder -DryRun -InformationVariable told

        $output | Should -BeNullOrEmpty
        "$told" | Should -Be 'The dry run of ToyTask went well; nothing was stored.'
        Test-Path "$folder/.git" | Should -BeFalse
        { Get-FlamSnapshot -Experiment dry -ErrorAction Stop } | Should -Throw
    }

    It 'refuses -Force and -Retrain together' {
        { Invoke-FlamTrain $TestDrive -Force -Retrain } |
            Should -Throw -ErrorId 'ForceAndRetrain,Flammable.Commands.InvokeFlamTrainCommand'
    }

    It 'refuses -<name> with -Resume and says to leave it out' -ForEach @(
        @{ name = 'DryRun'; value = $true }
        @{ name = 'Seed'; value = 1 }
        @{ name = 'Parameter'; value = @{ Epochs = 1 } }
        @{ name = 'ParameterFile'; value = 'values.json' }
    ) {
        $given = @{ $name = $value }
        $failure = { Invoke-FlamTrain $TestDrive -Resume @given } |
            Should -Throw -ErrorId "ResumeAnd$name,Flammable.Commands.InvokeFlamTrainCommand" -PassThru
        $failure.ErrorDetails.RecommendedAction | Should -BeLike "Leave -$name out: *"
    }

    It 'shows each compile error with file, line and source text, and changes nothing' {
        $code = (Get-TaskCode) -replace 'public override void Test', "int Bad = nonsense;`n    int Worse = madness;`n    public override void Test"
        $folder = New-TaskFolder "$TestDrive/compile" -Code $code
        Invoke-FlamTrain $folder -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors | Should -HaveCount 2
        $errors.FullyQualifiedErrorId | Should -Be (@('TaskCompilationFailed,Flammable.Commands.InvokeFlamTrainCommand') * 2)
        $errors[0].CategoryInfo.Category | Should -Be 'SyntaxError'
        $line = 1 + [array]::IndexOf(($code -split "`n"), '    int Bad = nonsense;')
        "$($errors[0])" | Should -BeLike "*Task.cs($line,*): error CS*nonsense*int Bad = nonsense;*"
        Test-Path "$folder/.git" | Should -BeFalse
        Get-FlamSnapshot -Experiment 'compil*' | Should -BeNullOrEmpty
    }

    It 'answers <Id> where the folder holds <What>' -ForEach @(
        @{ What = 'no task'; Code = 'public class Nothing { }'; Id = 'TaskNotFound' }
        @{ What = 'two tasks'; Code = 'public class A : Flammable.FlamTask { } public class B : Flammable.FlamTask { }'; Id = 'TaskNotFound' }
        @{ What = 'an abstract task'; Code = 'public abstract class A : Flammable.FlamTask { }'; Id = 'TaskNotFound' }
    ) {
        $folder = New-TaskFolder "$TestDrive/none-$($What -replace '\W')" -Code $Code
        Invoke-FlamTrain $folder -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors.FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.InvokeFlamTrainCommand"
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*-TaskName*'
    }

    It 'trains the class that -TaskName names' {
        $folder = New-TaskFolder "$TestDrive/named"
        Set-Content "$folder/Other.cs" (Get-TaskCode -Name OtherTask -Train 'Snapshot.Train.Append("other", 1);')
        $snapshot = Invoke-FlamTrain $folder -TaskName OtherTask

        $snapshot.TaskName | Should -Be 'OtherTask'
        $snapshot.Train.Keys | Should -Be 'other'
    }

    It 'reports a task that throws, names the log and goes on with the next' {
        $bad = New-TaskFolder "$TestDrive/throws" -Train 'Console.WriteLine("before"); throw new InvalidOperationException("boom");'
        $good = New-TaskFolder "$TestDrive/works"
        $snapshots = Invoke-FlamTrain $bad, $good -ErrorVariable errors -ErrorAction SilentlyContinue

        $snapshots.Experiment | Should -Be 'works'
        $errors.FullyQualifiedErrorId | Should -Be 'TaskFailed,Flammable.Commands.InvokeFlamTrainCommand'
        "$($errors[0])" | Should -BeLike '*boom*'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*run.log*'
        $errors[0].Exception.InnerException | Should -BeNullOrEmpty
        (Get-FlamSnapshot -Experiment throws).State | Should -Be 'Failed'
    }

    It 'reports a task without Train' {
        $folder = New-TaskFolder "$TestDrive/missing" -Code 'public class Lazy : Flammable.FlamTask { }'
        Invoke-FlamTrain $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $errors.FullyQualifiedErrorId | Should -Be 'TaskMethodMissing,Flammable.Commands.InvokeFlamTrainCommand'
        $errors[0].CategoryInfo.Category | Should -Be 'NotImplemented'
    }

    It 'refuses a secret, and takes it with -AllowFile' {
        $folder = New-TaskFolder "$TestDrive/secret"
        Set-Content "$folder/.env" 'KEY=1'
        Invoke-FlamTrain $folder -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors.FullyQualifiedErrorId | Should -Be 'CaptureRefused,Flammable.Commands.InvokeFlamTrainCommand'
        $errors[0].CategoryInfo.Category | Should -Be 'SecurityError'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*.env*-AllowFile*'
        (Invoke-FlamTrain $folder -AllowFile .env).State | Should -Be 'Trained'
    }

    It 'answers RepositoryUnavailable in a bare repository' {
        $folder = New-TaskFolder "$TestDrive/bare.git"
        Invoke-Git $folder init --bare --quiet
        Invoke-FlamTrain $folder -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors.FullyQualifiedErrorId | Should -Be 'RepositoryUnavailable,Flammable.Commands.InvokeFlamTrainCommand'
    }

    It 'leaves HEAD, index and branches as they are with -CommitMode Detached' {
        $folder = New-TaskFolder "$TestDrive/detached"
        Invoke-Git $folder init --quiet
        Invoke-Git $folder commit --allow-empty --quiet -m base
        $before = Invoke-Git $folder for-each-ref --format='%(refname) %(objectname)' refs/heads
        $snapshot = Invoke-FlamTrain $folder -CommitMode Detached

        $snapshot.CommitMode | Should -Be 'Detached'
        Invoke-Git $folder for-each-ref --format='%(refname) %(objectname)' refs/heads | Should -Be $before
        Invoke-Git $folder status --porcelain | Should -Be '?? Task.cs'
    }

    It 'takes files from the pipeline, and rows of a CSV file by property name' {
        $one = New-TaskFolder "$TestDrive/piped-one"
        $two = New-TaskFolder "$TestDrive/piped-two"
        (Get-Item "$one/Task.cs" | Invoke-FlamTrain).Experiment | Should -Be 'piped-one'
        "Path,Message`n$two,from a row" | ConvertFrom-Csv | Invoke-FlamTrain | ForEach-Object Message | Should -Be 'from a row'
    }

    It 'runs the new code after an edit, in the same session, and locks no file' {
        $folder = New-TaskFolder "$TestDrive/edited" -Train 'Snapshot.Train.Append("version", 1);'
        (Invoke-FlamTrain $folder).Train['version'].Last | Should -Be 1
        $null = New-TaskFolder "$TestDrive/edited" -Train 'Snapshot.Train.Append("version", 2);'
        (Invoke-FlamTrain $folder).Train['version'].Last | Should -Be 2
        { Remove-Item $folder -Recurse -Force -ErrorAction Stop } | Should -Not -Throw
        Get-FlamSnapshot -Experiment edited | Should -HaveCount 2
    }

    It 'trains with the hyperparameters of -Parameter and counts others as a change' {
        $folder = New-TaskFolder "$TestDrive/parameters"
        (Invoke-FlamTrain $folder -Parameter @{ Epochs = 2 }).Parameters['Epochs'] | Should -Be 2
        Invoke-FlamTrain $folder -Parameter @{ epochs = '2' } -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        (Invoke-FlamTrain $folder -Parameter @{ Epochs = 5 }).Train['loss'].Count | Should -Be 5
    }

    It 'names the hyperparameters of the task where one is unknown' {
        $folder = New-TaskFolder "$TestDrive/unknown"
        Invoke-FlamTrain $folder -Parameter @{ Speed = 1 } -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'HyperparameterInvalid,Flammable.Commands.InvokeFlamTrainCommand'
        $errors.ErrorDetails.RecommendedAction | Should -BeLike "*'Epochs'*"
    }
}
