BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Get-FlamConfiguration' {
    It 'tells that the library comes from the environment' {
        $configuration = Get-FlamConfiguration
        $configuration | Should -BeOfType ([Flammable.Configuration])
        $configuration.Library | Should -Be $env:FLAMMABLE_LIBRARY
        $configuration.LibrarySource | Should -Be 'Environment'
        $configuration.CommitMode | Should -BeNullOrEmpty
        Test-Path $configuration.Path | Should -BeFalse
    }

    It 'tells the default where nothing is set' {
        $library = $env:FLAMMABLE_LIBRARY
        try {
            $env:FLAMMABLE_LIBRARY = $null
            (Get-FlamConfiguration).LibrarySource | Should -Be 'Default'
        }
        finally {
            $env:FLAMMABLE_LIBRARY = $library
        }
    }

    It 'answers ConfigurationUnreadable for a file that is not JSON' {
        $file = (Get-FlamConfiguration).Path
        $null = New-Item $file -Value 'hello' -Force
        try {
            { Get-FlamConfiguration } | Should -Throw -ErrorId 'ConfigurationUnreadable,Flammable.Commands.GetFlamConfigurationCommand'
            { Get-FlamSnapshot } | Should -Throw -ErrorId 'ConfigurationUnreadable,Flammable.Commands.GetFlamSnapshotCommand'
        }
        finally {
            Remove-Item $file
        }
    }
}
