BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'In the culture <_>' -ForEach 'tr-TR', 'de-DE', 'th-TH' {
    BeforeAll {
        $culture = [cultureinfo]::CurrentCulture
        [cultureinfo]::CurrentCulture = $_
        $snapshot = New-TrainedSnapshot "$TestDrive/IRIS $_"
        $tested = Invoke-FlamTest -Snapshot $snapshot
    }

    AfterAll { [cultureinfo]::CurrentCulture = $culture }

    It 'files numbers, dates and names as everywhere' {
        $json = Get-Content "$($tested.Path)/snapshot.json" -Raw | ConvertFrom-Json -DateKind String
        $json.timestamp | Should -Match "^20\d\d-"
        $tested.Name | Should -Match '^20\d{6}-\d{6}-'
        $tested.Test['accuracy'].Last | Should -Be 0.75
        (Get-FlamSnapshot $tested.Name).Train['loss'].Min | Should -BeLessThan 0.34
    }

    It 'finds experiments in either case' {
        Get-FlamExperiment "iris $_" | Should -HaveCount 1
    }

    It 'shows the same table' {
        $tested | Out-String -Width 160 | Should -Match '20\d\d-\d\d-\d\d .*accuracy 0\.75'
    }
}

Describe 'In another time zone' {
    It 'keeps the instant and shows the local time' {
        $snapshot = New-TrainedSnapshot "$TestDrive/zone"
        $lines = Invoke-InChild -Variables @{ TZ = 'Asia/Tokyo'; FLAM_TEST_NAME = $snapshot.Name } {
            Import-Module $env:FLAM_TEST_MODULE
            $there = Get-FlamSnapshot $env:FLAM_TEST_NAME
            $there.Timestamp.UtcDateTime.ToString('o')
            $there.Timestamp.Offset.ToString()
            ($there | Out-String -Width 160) -match $there.Timestamp.UtcDateTime.AddHours(9).ToString('yyyy-MM-dd HH:mm')
        }

        $lines | Should -Be $snapshot.Timestamp.UtcDateTime.ToString('o'), '09:00:00', 'True'
    }
}
