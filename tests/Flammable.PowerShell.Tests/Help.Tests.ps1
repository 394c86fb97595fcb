BeforeDiscovery {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    $hasHelp = Test-Path "$(Get-FlamModulePath)/en-US/Flammable.PowerShell.dll-Help.xml"
    $commands = (Import-PowerShellDataFile "$(Get-FlamModulePath)/Flammable.psd1").CmdletsToExport
}

BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'The help of <_>' -ForEach $commands -Skip:(-not $hasHelp) {
    BeforeAll {
        $command = Get-Command $_
        $help = Get-Help $_ -Full
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        $parameters = $command.Parameters.Keys.Where{ $_ -notin $common }
    }

    It 'has a synopsis and a description' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -BeLike "*$($command.Name) *``[*"
        $help.Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'describes every parameter' {
        foreach ($name in $parameters) {
            $described = $help.parameters.parameter | Where-Object name -EQ $name
            $described.description.Text | Should -Not -BeNullOrEmpty -Because "-$name is a parameter"
        }
    }

    It 'describes no parameter that there is not' {
        $help.parameters.parameter.name | Where-Object { $_ -notin $parameters -and $_ -notin $common } | Should -BeNullOrEmpty
    }

    It 'has at least two examples' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
    }
}

Describe 'about_Flammable' {
    It 'is found' -Skip:(-not (Test-Path "$(Get-FlamModulePath)/en-US/about_Flammable.help.txt")) {
        Get-Help about_Flammable | Out-String | Should -BeLike '*Flammable*'
    }
}
