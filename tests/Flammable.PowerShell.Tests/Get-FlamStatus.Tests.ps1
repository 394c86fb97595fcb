BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Get-FlamStatus' {
    It 'tells of a folder that was never trained' {
        $folder = New-TaskFolder "$TestDrive/fresh"
        $status = Get-FlamStatus $folder

        $status | Should -BeOfType ([Flammable.Experiments.ExperimentStatus])
        $status.Path | Should -Be $folder
        $status.Experiment | Should -BeNullOrEmpty
        $status.LastSnapshot | Should -BeNullOrEmpty
        $status.IsChanged | Should -BeTrue
        Test-Path "$folder/.git" | Should -BeFalse
    }

    It 'tells experiment, branch, last snapshot and changed files' {
        $snapshot = New-TrainedSnapshot "$TestDrive/known"
        Add-Content "$TestDrive/known/Task.cs" '// edited'
        $status = Get-FlamStatus "$TestDrive/known"

        $status.Experiment | Should -Be 'known'
        $status.Branch | Should -Not -BeNullOrEmpty
        $status.CommitMode | Should -Be 'Branch'
        $status.LastSnapshot.Name | Should -Be $snapshot.Name
        $status.ChangedFiles.Path | Should -Be 'Task.cs'
    }

    It 'takes experiments for the folders of their code' {
        $null = New-TrainedSnapshot "$TestDrive/pip[ed]"
        (Get-FlamExperiment 'pip[ed]' | Get-FlamStatus).Experiment | Should -Be 'pip[ed]'
    }
}
