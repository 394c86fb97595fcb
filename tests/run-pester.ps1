#Requires -Version 7.6
<#
.SYNOPSIS
Runs a folder of Pester tests and writes "passed failed skipped" to a file once they have run to their end.
#>
[CmdletBinding()]
param(
    # Pester's module file: found beforehand, because the tests run with module paths of their own.
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [string] $TestFolder,
    [Parameter(Mandatory)] [string] $Report
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester

$configuration = New-PesterConfiguration
$configuration.Run.Path = $TestFolder
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration

# A file that does not load counts as one failure. A failed block counts only where no failed test tells of it.
$failed = $result.FailedCount + $result.FailedContainersCount
if ($failed -eq 0) {
    $failed = $result.FailedBlocksCount
}

"$($result.PassedCount) $failed $($result.SkippedCount)" | Set-Content -LiteralPath $Report
