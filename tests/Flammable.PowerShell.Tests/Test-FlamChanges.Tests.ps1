BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Test-FlamChanges' {
    It 'is true before the first training, false after it, true after an edit' {
        $folder = New-TaskFolder "$TestDrive/changes"
        Test-FlamChanges $folder | Should -BeTrue
        $null = Invoke-FlamTrain $folder
        Test-FlamChanges $folder | Should -BeFalse
        Add-Content "$folder/Task.cs" '// edited'
        Test-FlamChanges $folder | Should -BeTrue
    }

    It 'names each changed file and how it changed with -Detailed' {
        $folder = New-TaskFolder "$TestDrive/detailed"
        Set-Content "$folder/notes.txt" 'old'
        $null = Invoke-FlamTrain $folder
        Add-Content "$folder/Task.cs" '// edited'
        Remove-Item "$folder/notes.txt"
        Set-Content "$folder/new.txt" 'new'
        $changes = Test-FlamChanges $folder -Detailed | Sort-Object Path

        $changes | Should -BeOfType ([Flammable.Git.ChangedFile])
        $changes.Path | Should -Be 'new.txt', 'notes.txt', 'Task.cs'
        $changes.Change | Should -Be 'Added', 'Deleted', 'Modified'
    }

    It 'emits nothing with -Detailed where nothing changed' {
        $null = New-TrainedSnapshot "$TestDrive/same"
        Test-FlamChanges "$TestDrive/same" -Detailed | Should -BeNullOrEmpty
    }

    It 'counts a commit made by hand and ignores ignored files' {
        $folder = New-TaskFolder "$TestDrive/hand"
        Set-Content "$folder/.gitignore" '*.tmp'
        $null = Invoke-FlamTrain $folder
        Set-Content "$folder/x.tmp" 'x'
        Test-FlamChanges $folder | Should -BeFalse
        Set-Content "$folder/more.txt" 'x'
        Invoke-Git $folder add .
        Invoke-Git $folder commit --quiet -m 'by hand'
        (Test-FlamChanges $folder -Detailed).Path | Should -Be 'more.txt'
    }

    It 'answers PathNotFound' {
        Test-FlamChanges "$TestDrive/nowhere" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be 'PathNotFound,Flammable.Commands.TestFlamChangesCommand'
    }
}
