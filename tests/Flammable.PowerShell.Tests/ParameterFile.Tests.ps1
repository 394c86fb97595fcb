BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive

    $null = New-Item "$TestDrive/files" -ItemType Directory
    function New-File([string] $name, [string] $text) {
        [IO.File]::WriteAllText("$TestDrive/files/$name", $text)
        "$TestDrive/files/$name"
    }
}

AfterAll { Restore-FlamTest }

Describe 'Invoke-FlamTrain -ParameterFile' {
    It 'trains with the values of a <_> file, and those of -Parameter win' -ForEach 'json', 'psd1' {
        $folder = New-TaskFolder "$TestDrive/wins $_" -Code @'
using Flammable;

public sealed class TunedTask : FlamTask
{
    [Hyperparameter] public double Rate { get; set; }
    [Hyperparameter] public int Units { get; set; }
    [Hyperparameter] public string? Optimizer { get; set; } = "adam";
    [Hyperparameter] public bool Flag { get; set; }
    [Hyperparameter] public int Rest { get; set; } = 7;
    public override void Train() { }
}
'@
        $file = New-File "values.$_" @{
            json = '{ "rate": -1.5e-3, "Units": 1024, "Optimizer": null, "Flag": true }'
            psd1 = "@{`n  rate = -1.5e-3  # slow`n  Units = 1kb; Optimizer = `$null; 'Flag' = `$true }"
        }[$_]
        $parameters = (Invoke-FlamTrain $folder -ParameterFile $file -Parameter @{ UNITS = 3 }).Parameters
        $parameters['Rate'] | Should -Be -0.0015
        $parameters['Units'] | Should -Be 3
        $parameters['Optimizer'] | Should -BeNullOrEmpty
        $parameters['Flag'] | Should -BeTrue
        $parameters['Rest'] | Should -Be 7
        Invoke-FlamTrain $folder -ParameterFile $file -Parameter @{ UNITS = 3 } -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'finds the file from the current location, on a drive, and by property name' {
        $folder = New-TaskFolder "$TestDrive/paths"
        $null = New-File 'epochs [1].psd1' '@{ Epochs = 4 }'
        $null = New-PSDrive -Name flamfiles -PSProvider FileSystem -Root "$TestDrive/files"
        Push-Location "$TestDrive/files"
        try {
            (Invoke-FlamTrain $folder -ParameterFile './epochs [1].psd1').Parameters['Epochs'] | Should -Be 4
        }
        finally {
            Pop-Location
        }

        (Invoke-FlamTrain $folder -ParameterFile 'flamfiles:/epochs [1].psd1' -Parameter @{ Epochs = 5 }).Parameters['Epochs'] | Should -Be 5
        Remove-PSDrive flamfiles
        $row = [pscustomobject]@{ Path = $folder; ParameterFile = "$TestDrive/files/epochs [1].psd1" }
        ($row | Invoke-FlamTrain -Force).Parameters['Epochs'] | Should -Be 4
    }

    It 'refuses <Name> and captures nothing' -ForEach @(
        @{ Name = 'code.psd1'; Text = "@{`n Epochs = (Get-Date).Day }"; Id = 'ParameterFileInvalid'; Like = "Line 2 of the file*code*'(Get-Date).Day'*" }
        @{ Name = 'command.psd1'; Text = "Set-Content ran.txt x"; Id = 'ParameterFileInvalid'; Like = '*one hashtable*' }
        @{ Name = 'redirected.psd1'; Text = "@{ Epochs = 1 } > ran.txt"; Id = 'ParameterFileInvalid'; Like = '*one hashtable*' }
        @{ Name = 'two.psd1'; Text = '@{ Epochs = 1 }; @{ }'; Id = 'ParameterFileInvalid'; Like = '*one hashtable*' }
        @{ Name = 'variable.psd1'; Text = '@{ Epochs = "$env:HOME" }'; Id = 'ParameterFileInvalid'; Like = '*code*' }
        @{ Name = 'array.psd1'; Text = '@{ Epochs = 1, 2 }'; Id = 'ParameterFileInvalid'; Like = "*null for 'Epochs'*" }
        @{ Name = 'nested.psd1'; Text = '@{ Epochs = @{ } }'; Id = 'ParameterFileInvalid'; Like = "*null for 'Epochs'*" }
        @{ Name = 'twice.psd1'; Text = "@{ Epochs = 1`n epochs = 2 }"; Id = 'ParameterFileInvalid'; Like = "Line 2*'epochs'*" }
        @{ Name = 'open.psd1'; Text = '@{ Epochs = '; Id = 'ParameterFileInvalid'; Like = 'Line 1*' }
        @{ Name = 'empty.psd1'; Text = ''; Id = 'ParameterFileInvalid'; Like = '*one hashtable*' }
        @{ Name = 'nested.json'; Text = '{ "Epochs": [1] }'; Id = 'ParameterFileInvalid'; Like = "*null for 'Epochs'*" }
        @{ Name = 'twice.json'; Text = '{ "Epochs": 1, "EPOCHS": 1 }'; Id = 'ParameterFileInvalid'; Like = "*'EPOCHS' a second time*" }
        @{ Name = 'data.yaml'; Text = 'Epochs: 1'; Id = 'ParameterFileInvalid'; Like = 'Line 1*not JSON*' }
        @{ Name = 'unknown.json'; Text = '{ "Speed": 1 }'; Id = 'HyperparameterInvalid'; Like = "*'Speed'*" }
        @{ Name = 'type.json'; Text = '{ "Epochs": 1.5 }'; Id = 'HyperparameterInvalid'; Like = '*Int32*' }
    ) {
        $snapshot = New-TrainedSnapshot "$TestDrive/$Name"
        Add-Content "$TestDrive/$Name/Task.cs" '// edited'
        Push-Location $TestDrive
        try {
            Invoke-FlamTrain "$TestDrive/$Name" -ParameterFile (New-File $Name $Text) -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        }
        finally {
            Pop-Location
        }

        $errors.FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.InvokeFlamTrainCommand"
        $errors.ErrorDetails.Message | Should -BeLike $Like
        $errors.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Invoke-Git "$TestDrive/$Name" rev-parse HEAD | Should -Be $snapshot.Commit
        Get-FlamSnapshot -Experiment $Name | Should -HaveCount 1
        "$TestDrive/ran.txt" | Should -Not -Exist
    }

    It 'says <Id> of <File>' -ForEach @(
        @{ File = 'none.json'; Id = 'ParameterFileNotFound' }
        @{ File = 'none.psd1'; Id = 'ParameterFileNotFound' }
        @{ File = '.'; Id = 'ParameterFileUnreadable' }
        @{ File = 'Env:/PATH'; Id = 'PathNotOfFiles' }
    ) {
        Push-Location (New-TaskFolder "$TestDrive/missing")
        try {
            Invoke-FlamTrain -ParameterFile $File -ErrorVariable errors -ErrorAction SilentlyContinue
        }
        finally {
            Pop-Location
        }

        $errors.FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.InvokeFlamTrainCommand"
        "$TestDrive/missing/.git" | Should -Not -Exist
    }

    It 'excludes -Resume' {
        { Invoke-FlamTrain $TestDrive -Resume -ParameterFile x.json -ErrorAction Stop } | Should -Throw -ErrorId '*,Flammable.Commands.InvokeFlamTrainCommand'
    }
}
