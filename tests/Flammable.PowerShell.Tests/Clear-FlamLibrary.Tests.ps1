BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive

    function Get-Use { (Get-ChildItem $env:FLAMMABLE_LIBRARY -Recurse -File -Force | Measure-Object Length -Sum).Sum }
}

AfterAll { Restore-FlamTest }

Describe 'Clear-FlamLibrary' {
    It 'frees exactly what it announced' {
        $snapshot = New-TrainedSnapshot "$TestDrive/one"
        $null = Remove-FlamSnapshot $snapshot
        $before = Get-Use
        $said = Invoke-InChild -Variables @{ FLAM_TEST_LIBRARY = $env:FLAMMABLE_LIBRARY } {
            Import-Module $env:FLAM_TEST_MODULE
            $env:FLAMMABLE_LIBRARY = $env:FLAM_TEST_LIBRARY
            Clear-FlamLibrary -WhatIf
        }
        Get-Use | Should -Be $before

        $freed = Clear-FlamLibrary -Confirm:$false

        $freed.Kind | Should -Be 'Removal', 'Reference', 'Object', 'Cache'
        ($freed | Measure-Object Bytes -Sum).Sum | Should -Be ($before - (Get-Use))
        "$said" | Should -Match "\($($before - (Get-Use)) bytes; Removal 1, Reference 1, Object \d+, Cache \d+\)"
        Get-FlamRemoval | Should -BeNullOrEmpty
        $freed | Out-String -Width 100 | Should -Match 'Removal\s+1\s+[\d.]+ K?B\s+\d+'
    }

    It 'keeps what was removed later' {
        $null = Remove-FlamSnapshot (New-TrainedSnapshot "$TestDrive/late")
        (Clear-FlamLibrary -OlderThan 1 -Confirm:$false).Kind | Should -Not -Contain 'Removal'
        Get-FlamRemoval | Should -HaveCount 1
    }

    It 'emits nothing where there is nothing to free' {
        $null = Clear-FlamLibrary -Confirm:$false
        Clear-FlamLibrary -Confirm:$false | Should -BeNullOrEmpty
    }

    It 'warns of what it leaves' {
        $null = New-TrainedSnapshot "$TestDrive/busy"
        $held = [IO.File]::Open("$env:FLAMMABLE_LIBRARY/.cache/tasks.lock", 'Open', 'Read', 'Read')
        try { Clear-FlamLibrary -Confirm:$false -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty } finally { $held.Dispose() }
        $warnings | Should -BeLike '*cache*'
    }

    It 'refuses an age that is none' {
        { Clear-FlamLibrary -OlderThan -1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,Flammable.Commands.ClearFlamLibraryCommand'
    }
}
