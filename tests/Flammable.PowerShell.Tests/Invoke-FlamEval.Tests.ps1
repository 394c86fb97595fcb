BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Invoke-FlamEval' {
    BeforeAll {
        $folder = New-TaskFolder "$TestDrive/eval"
        $snapshot = Invoke-FlamTrain $folder
        $inputs = [IO.Directory]::CreateDirectory("$TestDrive/in").FullName
        'a', 'b', 'c' | ForEach-Object { Set-Content "$inputs/$_.csv" "sample $_" -NoNewline }
    }

    AfterEach { Get-ChildItem $inputs -Filter *.predictions.csv | Remove-Item }

    It 'writes beside the input and emits the file' {
        $file = Invoke-FlamEval "$inputs/a.csv" -Path $folder

        $file | Should -BeOfType ([IO.FileInfo])
        $file.FullName | Should -Be "$inputs/a.predictions.csv"
        Get-Content $file | Should -Be 'SAMPLE A'
    }

    It 'takes many files from the pipeline into a folder' {
        $out = [IO.Directory]::CreateDirectory("$TestDrive/out").FullName
        $files = Get-ChildItem $inputs | Invoke-FlamEval -OutputPath $out -Snapshot $snapshot

        $files.FullName | Should -Be "$out/a.csv", "$out/b.csv", "$out/c.csv"
        Get-Content $files[2] | Should -Be 'SAMPLE C'
    }

    It 'takes pairs of input and output from a CSV file' {
        $rows = "InputPath,OutputPath`n$inputs/a.csv,$TestDrive/x.csv`n$inputs/b.csv,$TestDrive/y.csv" | ConvertFrom-Csv
        ($rows | Invoke-FlamEval -Path $folder).Name | Should -Be 'x.csv', 'y.csv'
    }

    It 'never lets one output replace another' {
        $files = Invoke-FlamEval "$inputs/?.csv" "$TestDrive/one.csv" -Path $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $files | Should -HaveCount 1
        $errors.FullyQualifiedErrorId | Should -Be (@('OutputPathTaken,Flammable.Commands.InvokeFlamEvalCommand') * 2)
        Get-Content "$TestDrive/one.csv" | Should -Be 'SAMPLE A'
    }

    It 'never writes over its input' {
        Invoke-FlamEval "$inputs/a.csv" $inputs -Path $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $errors.FullyQualifiedErrorId | Should -Be 'OutputPathTaken,Flammable.Commands.InvokeFlamEvalCommand'
        Get-Content "$inputs/a.csv" | Should -Be 'sample a'
    }

    It 'reports what a bad input is and goes on' {
        $files = Invoke-FlamEval "$TestDrive/none.csv", $inputs, "$inputs/a.csv" -Path $folder -ErrorVariable errors -ErrorAction SilentlyContinue

        $files.Name | Should -Be 'a.predictions.csv'
        $errors.FullyQualifiedErrorId | Should -Be @(
            'PathNotFound,Flammable.Commands.InvokeFlamEvalCommand'
            'InputNotAFile,Flammable.Commands.InvokeFlamEvalCommand')
    }

    It 'answers OutputFolderNotFound' {
        Invoke-FlamEval "$inputs/a.csv" "$TestDrive/no/such/out.csv" -Path $folder -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'OutputFolderNotFound,Flammable.Commands.InvokeFlamEvalCommand'
    }

    It 'reports a file on which the task throws, leaves no output and goes on' {
        $picky = New-TaskFolder "$TestDrive/picky" -Eval 'string text = File.ReadAllText(inputPath); File.WriteAllText(outputPath, "half"); if (text.EndsWith("b")) throw new FormatException("bad sample");'
        $null = Invoke-FlamTrain $picky
        $files = Get-ChildItem $inputs | Invoke-FlamEval -Path $picky -ErrorVariable errors -ErrorAction SilentlyContinue

        $files.Name | Should -Be 'a.predictions.csv', 'c.predictions.csv'
        $errors.FullyQualifiedErrorId | Should -Be 'TaskFailed,Flammable.Commands.InvokeFlamEvalCommand'
        Test-Path "$inputs/b.predictions.csv" | Should -BeFalse
    }

    It 'says once that the code has changed, however many files there are' {
        $null = New-TrainedSnapshot "$TestDrive/moved"
        Add-Content "$TestDrive/moved/Task.cs" '// edited'
        Get-ChildItem $inputs | Invoke-FlamEval -Path "$TestDrive/moved" -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $errors.FullyQualifiedErrorId | Should -Be 'CodeChanged,Flammable.Commands.InvokeFlamEvalCommand'
        Get-ChildItem $inputs -Filter a.csv | Invoke-FlamEval -Path "$TestDrive/moved" -Ignore | Should -HaveCount 1
    }

    It 'loads the task once for the whole pipeline' {
        $counting = New-TaskFolder "$TestDrive/counting" -Eval 'File.WriteAllText(outputPath, (++_calls).ToString()); } private int _calls; public void Unused() {'
        $null = Invoke-FlamTrain $counting
        Get-ChildItem $inputs | Invoke-FlamEval -Path $counting | Get-Content | Should -Be '1', '2', '3'
    }

    It 'writes nothing under -WhatIf' {
        Get-ChildItem $inputs | Invoke-FlamEval -Path $folder -WhatIf | Should -BeNullOrEmpty
        Get-ChildItem $inputs | Should -HaveCount 3
    }
}
