BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'examples/<Name>' -ForEach @(
    @{ Name = 'Iris'; Accuracy = 0.9; Data = 'iris.csv' }
    @{ Name = 'Digits'; Accuracy = 0.9; Data = 'digits.csv' }
) {
    BeforeAll {
        Copy-Item "$PSScriptRoot/../../examples/$Name" $TestDrive -Recurse
        $folder = "$TestDrive/$Name"
        $snapshot = Invoke-FlamTrain $folder -Seed 5
    }

    It 'trains and files a model' {
        $snapshot.State | Should -Be 'Trained'
        $snapshot.ModelFiles | Should -Not -BeNullOrEmpty
        $snapshot.Train.Keys | Should -Contain 'loss'
    }

    It 'tests to a sensible accuracy on what was held out' {
        (Invoke-FlamTest $folder).Test['accuracy'].Last | Should -BeGreaterThan $Accuracy
    }

    It 'evaluates a file of samples to a file of predictions' {
        $samples = "$TestDrive/$Name-samples.csv"
        Get-Content "$folder/$Data" -TotalCount 21 | Set-Content $samples
        $predictions = Invoke-FlamEval $samples -Path $folder

        (Get-Content $predictions).Count | Should -BeIn 20, 21
    }
}
