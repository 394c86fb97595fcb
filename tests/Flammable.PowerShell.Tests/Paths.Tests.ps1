BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Paths' {
    It 'trains in a folder named <_>' -ForEach 'with spaces', 'with [brackets]', 'Üñí ☃ 模型', "it's", 'semi;colon & more' {
        $folder = New-TaskFolder "$TestDrive/names/$_"
        $snapshot = Invoke-FlamTrain -LiteralPath $folder

        $snapshot.State | Should -Be 'Trained'
        $snapshot.Experiment | Should -Be $_
        (Get-FlamSnapshot -Experiment $_).Name | Should -Be $snapshot.Name
        Test-FlamChanges -LiteralPath $folder | Should -BeFalse
        (Invoke-FlamTest -LiteralPath $folder).TestedAt | Should -Not -BeNullOrEmpty
    }

    It 'takes a folder, a file, and a relative path of a file' {
        $folder = New-TaskFolder "$TestDrive/forms"
        $null = Invoke-FlamTrain "$folder/Task.cs"
        Test-FlamChanges $folder | Should -BeFalse
        Push-Location $TestDrive
        try { Test-FlamChanges ./forms/Task.cs | Should -BeFalse } finally { Pop-Location }
    }

    It 'means the current location without -Path, wherever the process stands' {
        $null = New-TrainedSnapshot "$TestDrive/current"
        Push-Location "$TestDrive/current"
        try { (Get-FlamStatus).Experiment | Should -Be 'current' } finally { Pop-Location }
        [Environment]::CurrentDirectory | Should -Not -Be "$TestDrive/current"
    }

    It 'expands wildcards' {
        'a', 'b' | ForEach-Object { $null = New-TaskFolder "$TestDrive/wild/$_" }
        (Invoke-FlamTrain "$TestDrive/wild/*").Experiment | Should -Be 'a', 'b'
        Invoke-FlamTrain "$TestDrive/wild/z*" | Should -BeNullOrEmpty
    }

    It 'resolves a PSDrive' {
        $null = New-TaskFolder "$TestDrive/drive/task"
        $null = New-PSDrive -Name Flam -PSProvider FileSystem -Root "$TestDrive/drive"
        try {
            (Invoke-FlamTrain Flam:/task).Experiment | Should -Be 'task'
            Push-Location Flam:/task
            try { (Get-FlamStatus).Path | Should -Be (Get-Item "$TestDrive/drive/task").FullName } finally { Pop-Location }
        }
        finally {
            Remove-PSDrive Flam
        }
    }

    It 'answers <Id> for <Path>' -ForEach @(
        @{ Path = './nowhere'; Id = 'PathNotFound' }
        @{ Path = 'NoSuchDrive:/x'; Id = 'DriveNotFound' }
        @{ Path = 'Env:'; Id = 'PathNotOfFiles' }
    ) {
        Get-FlamStatus $Path -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.GetFlamStatusCommand"
        Get-FlamStatus -LiteralPath $Path -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.GetFlamStatusCommand"
    }

    It 'answers PathNotOfFiles where the current location is no folder' {
        Push-Location Env:
        try { Get-FlamStatus -ErrorVariable errors -ErrorAction SilentlyContinue } finally { Pop-Location }
        $errors.FullyQualifiedErrorId | Should -Be 'PathNotOfFiles,Flammable.Commands.GetFlamStatusCommand'
    }

    It 'evaluates an input whose name has brackets' {
        $snapshot = New-TrainedSnapshot "$TestDrive/brackets"
        [IO.File]::WriteAllText("$TestDrive/in[1].csv", 'x')
        (Invoke-FlamEval "$TestDrive/in[1].csv" -Snapshot $snapshot).Name | Should -Be 'in[1].predictions.csv'
        (Get-Item -LiteralPath "$TestDrive/in[1].csv" | Invoke-FlamEval -OutputPath "$TestDrive/out.csv" -Snapshot $snapshot).Name | Should -Be 'out.csv'
    }
}
