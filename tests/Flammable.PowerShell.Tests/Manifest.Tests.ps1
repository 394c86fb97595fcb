BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'The manifest' {
    BeforeAll { $manifest = Test-ModuleManifest "$(Get-FlamModulePath)/Flammable.psd1" }

    It 'asks for PowerShell 7.6 Core' {
        $manifest.PowerShellVersion | Should -Be '7.6'
        $manifest.CompatiblePSEditions | Should -Be 'Core'
    }

    It 'has the version of its assembly' {
        $assembly = [Reflection.AssemblyName]::GetAssemblyName("$(Get-FlamModulePath)/Flammable.PowerShell.dll").Version
        $manifest.Version | Should -Be ([version]::new($assembly.Major, $assembly.Minor, $assembly.Build))
    }

    It 'exports by name exactly the cmdlets that the assembly has' {
        $data = Import-PowerShellDataFile "$(Get-FlamModulePath)/Flammable.psd1"
        $classes = (Get-Command Get-FlamSnapshot).ImplementingType.Assembly.GetExportedTypes().ForEach{
            $attribute = $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)
            if ($attribute) { "$($attribute.VerbName)-$($attribute.NounName)" }
        }

        $data.CmdletsToExport | Sort-Object | Should -Be ($classes | Sort-Object)
        $data.FunctionsToExport + $data.AliasesToExport + $data.VariablesToExport | Should -BeNullOrEmpty
        (Get-Command -Module Flammable).Name | Sort-Object | Should -Be ($classes | Sort-Object)
    }

    It 'uses approved verbs and the prefix Flam' {
        $approved = (Get-Verb).Verb
        foreach ($command in Get-Command -Module Flammable) {
            $command.Verb | Should -BeIn $approved
            $command.Noun | Should -BeLike 'Flam*'
        }
    }

    It 'lays out no Roslyn that it could load, and LibGit2Sharp only under dependencies' {
        # The folder flam is a program of its own, with its own Roslyn and LibGit2Sharp: Isolation.Tests.ps1 shows that nothing is loaded from it.
        $files = (Get-ChildItem (Get-FlamModulePath) -Exclude flam | Get-ChildItem -Recurse -File).FullName
        $files -like '*CodeAnalysis*' | Should -BeNullOrEmpty
        $files -like '*LibGit2Sharp.dll' | Should -BeLike '*dependencies*'
    }

    It 'carries flam, of its own version, which runs by itself' {
        $program = "$(Get-FlamModulePath)/flam/flam" + ($IsWindows ? '.exe' : '')
        "$(& $program --version)" | Should -BeLike "*$($manifest.Version)*"
    }

    It 'is discovered without an import, and imported by its first use' {
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_MODULES = Split-Path (Get-FlamModulePath) } {
            $env:PSModulePath = $env:FLAM_TEST_MODULES
            (Get-Command *-FlamTrain).CommandType.ToString()
            @([AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -like 'Flammable*' }).Count
            $null = Get-FlamConfiguration
            (Get-Module Flammable).Version.ToString()
        }

        $lines | Should -Be 'Cmdlet', '0', '0.1.0'
    }
}
