BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'New-FlamExperiment' {
    It 'makes an experiment of a folder, which then trains into it' {
        $folder = New-TaskFolder "$TestDrive/made"
        $experiment = New-FlamExperiment $folder -Name 'my name'

        $experiment.Name | Should -Be 'my name'
        $experiment.CodeFolder | Should -Be $folder
        (Invoke-FlamTrain $folder).Experiment | Should -Be 'my name'
    }

    It 'answers ExperimentExists for a folder that has one' {
        $folder = New-TaskFolder "$TestDrive/twice"
        $null = New-FlamExperiment $folder
        New-FlamExperiment $folder -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors.FullyQualifiedErrorId | Should -Be 'ExperimentExists,Flammable.Commands.NewFlamExperimentCommand'
        $errors[0].CategoryInfo.Category | Should -Be 'ResourceExists'
    }

    It 'answers ExperimentExists for a name that the library has' {
        $null = New-FlamExperiment (New-TaskFolder "$TestDrive/a/taken")
        $folder = New-TaskFolder "$TestDrive/b/other"
        New-FlamExperiment $folder -Name taken -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be 'ExperimentExists,Flammable.Commands.NewFlamExperimentCommand'
    }

    It 'answers InvalidArgument for a name that is no folder''s' {
        New-FlamExperiment (New-TaskFolder "$TestDrive/odd") -Name 'a/b' -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'InvalidArgument,Flammable.Commands.NewFlamExperimentCommand'
    }

    It 'tells two folders of one name apart' {
        $null = New-TrainedSnapshot "$TestDrive/here/same"
        $other = New-TrainedSnapshot "$TestDrive/there/same"

        $other.Experiment | Should -Not -Be 'same'
        $other.Experiment | Should -BeLike 'same*'
        Get-FlamSnapshot -Experiment same | Should -HaveCount 1
    }

    It 'makes nothing under -WhatIf' {
        $folder = New-TaskFolder "$TestDrive/what"
        New-FlamExperiment $folder -WhatIf | Should -BeNullOrEmpty
        Get-FlamExperiment 'wha*' | Should -BeNullOrEmpty
        Get-ChildItem $folder -Force | Should -HaveCount 1
    }
}
