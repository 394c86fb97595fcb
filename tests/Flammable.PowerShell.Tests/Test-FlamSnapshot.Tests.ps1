BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive

    $env:FLAM_TEST_VALUE = '1'
    $steady = New-TrainedSnapshot "$TestDrive/Steady"
    $unsteady = Invoke-FlamTrain (New-TaskFolder "$TestDrive/Unsteady" -Train 'Snapshot.Train.Append("loss", double.Parse(Environment.GetEnvironmentVariable("FLAM_TEST_VALUE")));')
    $env:FLAM_TEST_VALUE = '2'
}

AfterAll {
    $env:FLAM_TEST_VALUE = $null
    Restore-FlamTest
}

Describe 'Test-FlamSnapshot' {
    It 'says that a training came out the same' {
        $result = Test-FlamSnapshot $steady.Id

        $result.IsReproduced | Should -BeTrue
        $result.Snapshot.Id | Should -Be $steady.Id
        $result.Items.IsSame | Should -Not -Contain $false
        ($result.Items | Where-Object Part -EQ Model).Item | Should -Be 'final.txt'
    }

    It 'names the first value that differs, for each snapshot of the pipeline' {
        $results = Get-FlamSnapshot | Test-FlamSnapshot

        $results.IsReproduced | Should -Be $false, $true
        ($results[0].Items | Where-Object IsSame -EQ $false).Message | Should -Be 'Value 1 was 1 and is 2.'
        Get-FlamSnapshot | Should -HaveCount 2
    }

    It 'gives its snapshot on to other commands by the name of the property' {
        (Test-FlamSnapshot $unsteady | Restore-FlamSnapshot -Destination "$TestDrive/again").Snapshot.Id | Should -Be $unsteady.Id
    }

    It 'shows the differences in a table and a list' {
        $result = Test-FlamSnapshot $unsteady.Id

        $result | Out-String | Should -Match 'Unsteady/\S+ +False +\d+\.\d s +1 of \d+'
        $result | Format-List | Out-String | Should -Match 'Series Train/loss: Value 1 was 1 and is 2\.'
        $result.Items | Out-String | Should -Match 'Series +Train/loss +False'
    }

    It 'refuses a snapshot that is not trained' {
        $null = Invoke-FlamTrain (New-TaskFolder "$TestDrive/Failing" -Train 'throw new Exception("x");') -ErrorAction SilentlyContinue
        { Test-FlamSnapshot Failing/last -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotTrained,Flammable.Commands.TestFlamSnapshotCommand'
    }

    It 'does not find what is not there' {
        { Test-FlamSnapshot nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotFound,Flammable.Commands.TestFlamSnapshotCommand'
    }
}
