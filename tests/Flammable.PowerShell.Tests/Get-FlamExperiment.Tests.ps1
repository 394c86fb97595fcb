BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Get-FlamExperiment' {
    BeforeAll {
        $snapshot = New-TrainedSnapshot "$TestDrive/first"
        $null = New-TrainedSnapshot "$TestDrive/second"
    }

    It 'lists the experiments by name' {
        $experiments = Get-FlamExperiment
        $experiments | Should -BeOfType ([Flammable.Experiments.Experiment])
        $experiments.Name | Should -Be 'first', 'second'
    }

    It 'tells where the code is and how many snapshots there are' {
        $experiment = Get-FlamExperiment first
        $experiment.CodeFolder | Should -Be "$TestDrive/first"
        $experiment.SnapshotCount | Should -Be 1
        $experiment.LastSnapshot | Should -Be $snapshot.Name
    }

    It 'takes wildcards, and names from the pipeline' {
        (Get-FlamExperiment 's*').Name | Should -Be 'second'
        ('first', 'second' | Get-FlamExperiment).Name | Should -Be 'first', 'second'
        ($snapshot | Get-FlamExperiment).Name | Should -Be 'first'
        Get-FlamExperiment 'zz*' | Should -BeNullOrEmpty
    }

    It 'answers ExperimentNotFound' {
        Get-FlamExperiment nosuch -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ExperimentNotFound,Flammable.Commands.GetFlamExperimentCommand'
    }
}
