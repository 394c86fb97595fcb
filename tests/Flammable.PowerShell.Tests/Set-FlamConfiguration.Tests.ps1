BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Set-FlamConfiguration' {
    BeforeEach {
        $library = $env:FLAMMABLE_LIBRARY
        $env:FLAMMABLE_LIBRARY = $null
    }

    AfterEach {
        $env:FLAMMABLE_LIBRARY = $library
        $file = (Get-FlamConfiguration).Path
        if (Test-Path $file) { Remove-Item $file }
    }

    It 'writes the library, relative to the current location, and emits nothing' {
        Push-Location $TestDrive
        try { Set-FlamConfiguration -Library ./chosen | Should -BeNullOrEmpty } finally { Pop-Location }

        $configuration = Get-FlamConfiguration
        $configuration.Library | Should -Be (Join-Path (Get-Item $TestDrive).FullName chosen)
        $configuration.LibrarySource | Should -Be 'User'
    }

    It 'emits the settings with -PassThru' {
        (Set-FlamConfiguration -CommitMode Detached -PassThru).CommitMode | Should -Be 'Detached'
    }

    It 'leaves what is not given, and takes settings out' {
        Set-FlamConfiguration -Library "$TestDrive/kept" -CommitMode Branch
        Set-FlamConfiguration -CommitMode Auto
        (Get-FlamConfiguration).CommitMode | Should -BeNullOrEmpty
        (Get-FlamConfiguration).Library | Should -Be "$TestDrive/kept"
        Set-FlamConfiguration -Library ''
        (Get-FlamConfiguration).LibrarySource | Should -Be 'Default'
    }

    It 'warns where the environment wins' {
        $env:FLAMMABLE_LIBRARY = $library
        Set-FlamConfiguration -Library "$TestDrive/hidden" -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*FLAMMABLE_LIBRARY*'
    }

    It 'writes nothing under -WhatIf' {
        Set-FlamConfiguration -Library "$TestDrive/what" -WhatIf
        Test-Path (Get-FlamConfiguration).Path | Should -BeFalse
    }
}
