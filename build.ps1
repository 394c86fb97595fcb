#Requires -Version 7.6
<#
.SYNOPSIS
Builds, tests and shows Flammable.
.DESCRIPTION
Needs the .NET 10 SDK. The module is laid out under output/Flammable, the command line under output/flam.
.PARAMETER Task
Build: the module and flam. Demo: build, then train, test and list examples/Iris. Test: build, then run all tests.
Bench: build, then run the benchmarks. Help: write the module's help files again from docs/en-US.
Package: put the module into output/Flammable.<version>.zip.
.PARAMETER Argument
With Bench: the comparisons to run, such as status and capture; all without it.
.EXAMPLE
./build.ps1 -Task Demo
.EXAMPLE
./build.ps1 -Task Bench -Argument capture
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Demo', 'Test', 'Bench', 'Help', 'Package')]
    [string] $Task = 'Build',

    [string[]] $Argument = @()
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$artifacts = Join-Path $PSScriptRoot artifacts
$output = Join-Path $PSScriptRoot output
$module = Join-Path $output Flammable
$machineProps = Join-Path $artifacts machine.props

# Keeps what the build and the tests set in the environment from staying in the caller's session.
function Use-Environment([hashtable] $Variables, [scriptblock] $Script) {
    $before = @{}
    foreach ($name in $Variables.Keys) {
        $before[$name] = [Environment]::GetEnvironmentVariable($name)
        Set-Item -LiteralPath "Env:$name" -Value $Variables[$name]
    }

    try {
        & $Script
    }
    finally {
        foreach ($name in $before.Keys) {
            Set-Item -LiteralPath "Env:$name" -Value $before[$name]
        }
    }
}

function Test-SystemLibGit2Chosen {
    Select-String -LiteralPath $machineProps -SimpleMatch '<UseSystemLibGit2>true<' -Quiet
}

# LibGit2Sharp needs libgit2, which NuGet brings as a package of its own. Where the package source lacks that package,
# the system's libgit2 1.5 takes its place; machine.props keeps the answer.
function Initialize-LibGit2 {
    if (-not (Test-Path -LiteralPath $machineProps)) {
        $null = New-Item -ItemType Directory -Path $artifacts -Force
        $log = dotnet restore (Join-Path $PSScriptRoot src/Flammable.Core/Flammable.Core.csproj) -v q 2>&1 | Out-String
        if ($LASTEXITCODE -eq 0) {
            Set-Content -LiteralPath $machineProps '<Project />'
        }
        elseif ($IsLinux -and $log -match 'NU110[0-9].*LibGit2Sharp\.NativeBinaries') {
            Set-Content -LiteralPath $machineProps '<Project><PropertyGroup><UseSystemLibGit2>true</UseSystemLibGit2></PropertyGroup></Project>'
        }
        else {
            throw "The packages cannot be restored.`n$log"
        }
    }

    $libraries = '/usr/lib/x86_64-linux-gnu/libgit2.so.1.5', '/usr/lib/aarch64-linux-gnu/libgit2.so.1.5'
    if ((Test-SystemLibGit2Chosen) -and (Test-Path -LiteralPath $libraries) -notcontains $true) {
        throw 'libgit2.so.1.5 is missing. Install it and start again: sudo apt-get update && sudo apt-get install -y libgit2-1.5'
    }
}

function Build-Project([string] $Project = 'Flammable.slnx') {
    if (-not (Get-Command dotnet -CommandType Application -ErrorAction Ignore)) {
        throw 'The .NET 10 SDK is missing: https://dotnet.microsoft.com/download'
    }

    Initialize-LibGit2
    Write-Host "Building $Project ..."
    dotnet msbuild (Join-Path $PSScriptRoot $Project) -restore -v:q -nologo -p:Configuration=Release | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw "The build of $Project failed."
    }
}

function Get-BuiltDll([string] $Project) {
    Join-Path $artifacts "bin/$Project/release/$Project.dll"
}

function Invoke-Demo {
    Build-Project
    $folder = Join-Path ([IO.Path]::GetTempPath()) "flammable-demo-$PID"
    $library = Join-Path $artifacts demo-library
    Remove-Item -LiteralPath $folder, $library -Recurse -Force -ErrorAction Ignore
    $null = New-Item -ItemType Directory -Path $folder
    Copy-Item -LiteralPath (Join-Path $PSScriptRoot examples/Iris) -Destination $folder -Recurse

    # In a session of its own: an imported module keeps its files, and the next build has to write them.
    $lines = "Import-Module '$($module.Replace("'", "''"))'", 'Invoke-FlamTrain -Force', 'Invoke-FlamTest', 'Get-FlamSnapshot'
    $commands = $lines.ForEach({ "Write-Host 'PS> $($_.Replace("'", "''"))'; $_ | Out-Host" }) -join "`n"
    try {
        Push-Location -LiteralPath (Join-Path $folder Iris)
        Use-Environment @{ FLAMMABLE_LIBRARY = $library } {
            & (Get-Process -Id $PID).Path -NoProfile -Command "`$ErrorActionPreference = 'Stop'`n$commands" | Out-Host
        }

        if ($LASTEXITCODE -ne 0) {
            throw 'The demo failed.'
        }
    }
    finally {
        Pop-Location
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    Write-Host "The model, the metrics and the log of the snapshot are in $library"
}

function Invoke-AllTests {
    Build-Project
    $results = Join-Path $artifacts test-results
    $testHome = Join-Path $artifacts test-home
    Remove-Item -LiteralPath $results, $testHome -Recurse -Force -ErrorAction Ignore
    $null = New-Item -ItemType Directory -Path $results, $testHome
    $isolation = @{
        FLAMMABLE_LIBRARY = $null
        NO_COLOR          = '1'
        XDG_CONFIG_HOME   = Join-Path $testHome config
        XDG_DATA_HOME     = Join-Path $testHome data
        XDG_CACHE_HOME    = Join-Path $testHome cache
    }

    $suites = @(
        foreach ($project in Get-ChildItem -Path (Join-Path $PSScriptRoot tests/*/*.csproj)) {
            Use-Environment $isolation { Invoke-XunitSuite $project.BaseName (Join-Path $results "$($project.BaseName).xml") }
        }

        $pester = Get-Module -Name Pester -ListAvailable | Where-Object Version -ge '5.0' | Select-Object -First 1
        if ($pester) {
            Use-Environment $isolation { Invoke-PesterSuite $pester.Path (Join-Path $results pester.txt) }
        }
        else {
            Write-Host 'Flammable.PowerShell.Tests: SKIPPED, because Pester 5 or later is not installed.'
        }
    )

    foreach ($suite in $suites) {
        Write-Host $(if ($suite.Ran) { '{0}: {1} passed, {2} failed, {3} skipped' -f $suite.Name, $suite.Passed, $suite.Failed, $suite.Skipped }
            else { "$($suite.Name): DID NOT RUN to its end." })
    }

    $total = @{}
    foreach ($count in 'Passed', 'Failed', 'Skipped') {
        $total[$count] = [int] ($suites | Measure-Object -Property $count -Sum).Sum
    }

    Write-Host ('{0} passed, {1} failed, {2} skipped' -f $total.Passed, $total.Failed, $total.Skipped)
    if ($total.Failed -gt 0 -or $suites.Ran -contains $false) {
        exit 1
    }
}

function Invoke-XunitSuite([string] $Name, [string] $Report) {
    Write-Host "Running $Name ..."
    dotnet (Get-BuiltDll $Name) -noLogo -noColor -reporter quiet -xml $Report | Out-Host
    if (-not (Test-Path -LiteralPath $Report)) {
        return New-SuiteResult $Name 0 0 0
    }

    $totals = ([xml] (Get-Content -LiteralPath $Report -Raw)).assemblies.assembly
    New-SuiteResult $Name $totals.passed ([int] $totals.failed + [int] $totals.errors) $totals.skipped
}

function Invoke-PesterSuite([string] $Pester, [string] $Report) {
    Write-Host 'Running Flammable.PowerShell.Tests ...'
    $runner = Join-Path $PSScriptRoot tests/run-pester.ps1
    $tests = Join-Path $PSScriptRoot tests/Flammable.PowerShell.Tests
    & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $runner $Pester $tests $Report | Out-Host
    [int[]] $totals = (Test-Path -LiteralPath $Report) ? (-split (Get-Content -LiteralPath $Report -Raw)) : (0, 0, 0)
    New-SuiteResult Flammable.PowerShell.Tests @totals
}

# A suite without a single result has not run to its end.
function New-SuiteResult([string] $Name, [int] $Passed, [int] $Failed, [int] $Skipped) {
    [pscustomobject] @{ Name = $Name; Passed = $Passed; Failed = $Failed; Skipped = $Skipped; Ran = $Passed + $Failed + $Skipped -gt 0 }
}

function Invoke-Benchmark {
    Build-Project benchmarks/Flammable.Benchmarks/Flammable.Benchmarks.csproj
    dotnet (Get-BuiltDll Flammable.Benchmarks) @Argument | Out-Host
    exit $LASTEXITCODE
}

function Build-Help {
    Build-Project docs/HelpBuilder/HelpBuilder.csproj
    dotnet (Get-BuiltDll HelpBuilder) (Join-Path $PSScriptRoot docs/en-US) (Join-Path $module en-US/Flammable.PowerShell.dll-Help.xml) | Out-Host
    if ($LASTEXITCODE -ne 0) {
        throw 'The help could not be built.'
    }
}

function Export-ModulePackage {
    Build-Project
    if (Test-SystemLibGit2Chosen) {
        throw "This build holds this machine's own libgit2 and would not run elsewhere. Package where LibGit2Sharp.NativeBinaries can be restored."
    }

    $version = (Import-PowerShellDataFile -LiteralPath (Join-Path $module Flammable.psd1)).ModuleVersion
    $package = Join-Path $output "Flammable.$version.zip"
    Compress-Archive -LiteralPath $module -DestinationPath $package -Force
    Get-Item -LiteralPath $package
}

$quiet = @{ DOTNET_NOLOGO = '1'; DOTNET_CLI_TELEMETRY_OPTOUT = '1'; MSBUILDDISABLENODEREUSE = '1'; POWERSHELL_TELEMETRY_OPTOUT = '1'; POWERSHELL_UPDATECHECK = 'Off' }
Use-Environment $quiet {
    switch ($Task) {
        'Build' { Build-Project }
        'Demo' { Invoke-Demo }
        'Test' { Invoke-AllTests }
        'Bench' { Invoke-Benchmark }
        'Help' { Build-Help }
        'Package' { Export-ModulePackage }
    }
}
