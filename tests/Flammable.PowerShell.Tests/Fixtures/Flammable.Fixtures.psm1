# Builders for the tests: an empty library, folders with tasks, child processes. Nothing here touches the user's home.
$ErrorActionPreference = 'Stop'

$repository = (Resolve-Path "$PSScriptRoot/../../..").ProviderPath
$module = Join-Path $repository 'output/Flammable'
$variables = 'FLAMMABLE_LIBRARY', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'APPDATA', 'LOCALAPPDATA', 'NO_COLOR'
$saved = @{}

# Imports the module and gives the test file a library, a configuration and a cache of its own under a folder.
function Initialize-FlamTest {
    param([Parameter(Mandatory)] [string] $Folder)

    foreach ($name in $variables) {
        $saved[$name] = [Environment]::GetEnvironmentVariable($name)
    }

    $env:FLAMMABLE_LIBRARY = Join-Path $Folder 'library'
    $env:XDG_CONFIG_HOME = Join-Path $Folder 'config'
    $env:XDG_DATA_HOME = Join-Path $Folder 'data'
    $env:XDG_CACHE_HOME = Join-Path $Folder 'cache'
    $env:APPDATA = Join-Path $Folder 'config'
    $env:LOCALAPPDATA = Join-Path $Folder 'cache'
    $env:NO_COLOR = '1'
    Import-Module $module -Global
}

# Gives back the environment that Initialize-FlamTest changed.
function Restore-FlamTest {
    foreach ($name in $variables) {
        [Environment]::SetEnvironmentVariable($name, $saved[$name])
    }
}

# The folder of the built module.
function Get-FlamModulePath { $module }

# The source text of a task that counts, tests to 0.75 and evaluates to capital letters.
function Get-TaskCode {
    param(
        [string] $Name = 'ToyTask',
        [string] $Train = 'for (int epoch = 1; epoch <= Epochs; epoch++) { Snapshot.Train.Append("loss", 1.0 / epoch, epoch); Console.WriteLine($"epoch {epoch}"); } Save("trained");',
        [string] $Test = 'Console.WriteLine("testing"); Snapshot.Test.Store("accuracy", 0.75);',
        [string] $Eval = 'File.WriteAllText(outputPath, File.ReadAllText(inputPath).ToUpperInvariant());'
    )

    @"
using System;
using System.IO;
using System.Linq;
using System.Threading;
using Flammable;

public sealed class $Name : FlamTask
{
    [Hyperparameter] public int Epochs { get; set; } = 3;

    public override void Train() { $Train }

    public override void Test() { $Test }

    public override void EvalPath(string inputPath, string outputPath) { $Eval }

    private void Save(string text) => Snapshot.SaveModel("final.txt", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
"@
}

# Makes a folder with a task and gives back its full path. It takes the parameters of Get-TaskCode, too.
function New-TaskFolder {
    param(
        [Parameter(Mandatory)] [string] $Path,
        [string] $File = 'Task.cs',
        [string] $Code,
        [string] $Name = 'ToyTask',
        [string] $Train,
        [string] $Test,
        [string] $Eval
    )

    $folder = [IO.Directory]::CreateDirectory($Path).FullName
    if (-not $Code) {
        $parts = @{}
        foreach ($part in 'Name', 'Train', 'Test', 'Eval') {
            if ($PSBoundParameters.ContainsKey($part)) { $parts[$part] = $PSBoundParameters[$part] }
        }

        $Code = Get-TaskCode @parts
    }

    [IO.File]::WriteAllText("$folder/$File", $Code)
    $folder
}

# Makes a task folder with one trained snapshot in the library and gives back the snapshot.
function New-TrainedSnapshot {
    param([Parameter(Mandatory)] [string] $Path, [string] $Message = 'first')

    Invoke-FlamTrain -LiteralPath (New-TaskFolder $Path) -Message $Message -WarningAction SilentlyContinue
}

# Makes a task folder whose task answers samples, with one trained snapshot, and gives back the snapshot. Numbers are
# multiplied, texts lengthened, rows joined; 'fail' throws, 'sleep:FILE' makes the file and waits for ever, and what is none of
# them is no sample.
function New-ServedSnapshot {
    param([Parameter(Mandatory)] [string] $Path, [double] $Factor = 2)

    $code = @"
using System; using System.Collections.Generic; using System.Globalization; using System.Linq; using System.Threading; using Flammable;
public sealed class ServedTask : FlamTask
{
    public sealed record Answer(string Text, double[] Numbers);
    public override void Train() { }
    public override object? Eval(object? sample) => sample switch
    {
        double number => number * $($Factor.ToString([cultureinfo]::InvariantCulture)),
        double[] numbers => numbers.Select(number => number * 2).ToArray(),
        "fail" => throw new InvalidOperationException("of no concern to clients"),
        string text when text.StartsWith("sleep:") => Sleep(text[6..]),
        "answer" => new Answer("one", [1, 2]),
        string text => text + "!",
        Dictionary<string, object?> row => string.Join(",", row.Keys) + " " + row["b"],
        null => "nothing",
        _ => throw new ArgumentException("A sample is a number, a text or a row.", nameof(sample)),
    };
    private static string Sleep(string file) { System.IO.File.WriteAllText(file, ""); Thread.Sleep(Timeout.Infinite); return ""; }
}
"@
    Invoke-FlamTrain -LiteralPath (New-TaskFolder $Path -Code $code) -Force -WarningAction SilentlyContinue
}

# Sends a server a sample that has no end, from another runspace, and gives back the job when the server is at it.
function Start-EndlessSample {
    param([Parameter(Mandatory)] [string] $Server, [Parameter(Mandatory)] [string] $Marker)

    $job = Start-ThreadJob {
        Import-Module $using:module
        Invoke-FlamEval -Server $using:Server -InputObject "sleep:$using:Marker" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId
    }
    Wait-Until { (Test-Path $Marker) -or $job.State -ne 'Running' -and $job.State -ne 'NotStarted' }
    $job
}

# Gets the servers as they say of themselves. One that shares a busy machine may miss the second that it has to answer.
function Get-AnsweringServer {
    $answering = [Collections.Generic.List[object]]::new()
    Wait-Until { $answering.Clear(); Get-FlamServer | ForEach-Object { $answering.Add($_) }; -not ($answering | Where-Object { $_.State -eq 'Running' -and $null -eq $_.Requests }) }
    $answering
}

# Kills the servers that a test has started. Call it before the end of the Describe: their files go with its TestDrive.
function Stop-TestServer { Get-FlamServer | Stop-FlamServer -Force }

# Runs git in a folder and gives back what it printed.
function Invoke-Git {
    param([Parameter(Mandatory)] [string] $Folder, [Parameter(ValueFromRemainingArguments)] [string[]] $Arguments)

    git -C $Folder -c user.name=Tester -c user.email=tester@example.com @Arguments
    if ($LASTEXITCODE -ne 0) { throw "git $Arguments failed" }
}

# All files under the folders with their content's hash and time, as one text to compare.
function Get-FolderState {
    param([Parameter(Mandatory)] [string[]] $Path)

    $files = $Path | Where-Object { Test-Path -LiteralPath $_ } | ForEach-Object { Get-ChildItem -LiteralPath $_ -Recurse -File -Force }
    ($files | Sort-Object FullName | ForEach-Object {
        '{0} {1} {2}' -f $_.FullName, $_.LastWriteTimeUtc.Ticks, (Get-FileHash -LiteralPath $_.FullName).Hash
    }) -join "`n"
}

# Runs a script in a fresh pwsh, with $env:FLAM_TEST_MODULE naming the module, and gives back its output as lines.
function Invoke-InChild {
    param([Parameter(Mandatory)] [scriptblock] $Script, [hashtable] $Variables = @{})

    $env:FLAM_TEST_MODULE = $module
    foreach ($name in $Variables.Keys) { [Environment]::SetEnvironmentVariable($name, $Variables[$name]) }
    try {
        $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("`$ErrorActionPreference = 'Stop'; $Script"))
        pwsh -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded
        if ($LASTEXITCODE -ne 0) { throw "the child process ended with $LASTEXITCODE" }
    }
    finally {
        foreach ($name in @($Variables.Keys) + 'FLAM_TEST_MODULE') { [Environment]::SetEnvironmentVariable($name, $null) }
    }
}

# Waits until a condition holds, and fails where it does not in good time.
function Wait-Until {
    param([Parameter(Mandatory)] [scriptblock] $Condition, [int] $Seconds = 60)

    $deadline = [DateTime]::UtcNow.AddSeconds($Seconds)
    while (-not (& $Condition)) {
        if ([DateTime]::UtcNow -gt $deadline) { throw "after $Seconds s it still does not hold: $Condition" }
        Start-Sleep -Milliseconds 20
    }
}

Export-ModuleMember -Function *-*
