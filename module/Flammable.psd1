@{
    RootModule           = 'Flammable.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5d0f6c0e-3f0b-4f0e-9a38-6d1d1f6a7c52'
    Author               = 'The Flammable authors'
    CompanyName          = 'The Flammable authors'
    Copyright            = '(c) The Flammable authors. MIT license.'
    Description          = 'Runs and archives machine-learning experiments: commits the code, runs it, and files all that the run produced under that commit.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('Flammable.Format.ps1xml')
    TypesToProcess       = @('Flammable.Types.ps1xml')
    CmdletsToExport      = @(
        'Clear-FlamLibrary'
        'Compare-FlamPrediction'
        'Compare-FlamSnapshot'
        'Copy-FlamSnapshot'
        'Export-FlamSnapshot'
        'Find-FlamRegression'
        'Get-FlamConfiguration'
        'Get-FlamExperiment'
        'Get-FlamMetric'
        'Get-FlamRemoval'
        'Get-FlamServer'
        'Get-FlamSnapshot'
        'Get-FlamStatus'
        'Get-FlamTask'
        'Import-FlamTask'
        'Invoke-FlamEval'
        'Invoke-FlamTest'
        'Invoke-FlamTrain'
        'Move-FlamLibrary'
        'New-FlamExperiment'
        'Remove-FlamExperiment'
        'Remove-FlamSnapshot'
        'Rename-FlamExperiment'
        'Repair-FlamLibrary'
        'Restore-FlamSnapshot'
        'Set-FlamConfiguration'
        'Start-FlamServer'
        'Stop-FlamServer'
        'Test-FlamChanges'
        'Test-FlamSnapshot'
        'Undo-FlamRemoval'
        'Update-FlamServer'
        'Update-FlamSnapshot'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags       = @('MachineLearning', 'Experiment', 'Tracking', 'Reproducibility', 'Git', 'PSEdition_Core')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
