BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Compare-FlamPrediction' {
    BeforeAll {
        $folder = New-TaskFolder "$TestDrive/one"
        $upper = Invoke-FlamTrain $folder
        $null = New-TaskFolder $folder -Eval 'File.WriteAllLines(outputPath, File.ReadAllLines(inputPath).Select(line => line == "b" ? "b" : line.ToUpperInvariant()));'
        $lower = Invoke-FlamTrain $folder
        $null = New-TaskFolder $folder -Eval 'File.WriteAllText(outputPath, "");'
        $empty = Invoke-FlamTrain $folder
        $file = "$TestDrive/in.csv"
        Set-Content $file 'a', 'b', 'c'
        Set-Content "$TestDrive/in2.csv" 'b'
    }

    It 'emits the lines that differ, for each input' {
        $found = Compare-FlamPrediction $upper $lower -InputPath "$TestDrive/in*.csv"
        $found.Input | Should -Be $file, "$TestDrive/in2.csv"
        $found.Line | Should -Be 2, 1
        $found.Sample | Should -Be 'b', 'b'
        $found.Reference | Should -Be 'B', 'B'
        $found.Difference | Should -Be 'b', 'b'
        $found | Out-String -Width 120 | Should -Match 'Input\s+Line\s+Reference\s+Difference\s+Sample'
    }

    It 'emits nothing where all answers are the same, and tells with -Verbose how many were compared' {
        Compare-FlamPrediction $upper $upper $file -Verbose 4>&1 | Where-Object { $_ -isnot [Flammable.Comparing.PredictionDifference] } |
            Out-String | Should -Match '0 of 3 lines differ'
    }

    It 'takes snapshots from the pipeline, by id and by word' {
        ($upper, $lower | Compare-FlamPrediction $upper.Id -InputPath $file).DifferenceSnapshot | Should -Be "$lower"
        ($upper.Id | Compare-FlamPrediction "one/$($lower.Id)" -InputPath $file).ReferenceSnapshot | Should -Be "$lower"
        Compare-FlamPrediction last one/best:loss $file | Should -BeNullOrEmpty
    }

    It 'answers PredictionsNotComparable where the numbers of lines differ, and goes on' {
        $found = $empty, $lower | Compare-FlamPrediction $upper -InputPath $file -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.DifferenceSnapshot | Should -Be "$lower"
        $errors.FullyQualifiedErrorId | Should -Be 'PredictionsNotComparable,Flammable.Commands.CompareFlamPredictionCommand'
    }

    It 'answers SnapshotNotFound for an unknown snapshot' {
        Compare-FlamPrediction nosuch $lower $file -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.CompareFlamPredictionCommand'
    }

    It 'answers PathNotFound for wildcards that find nothing: no answer would read as no difference' {
        Compare-FlamPrediction $upper $lower "$TestDrive/nosuch*.csv" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'PathNotFound,Flammable.Commands.CompareFlamPredictionCommand'
    }

    It 'answers PathNotFound and InputNotAFile for what is no file' {
        Compare-FlamPrediction $upper $lower "$TestDrive/nosuch.csv", $folder -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'PathNotFound,Flammable.Commands.CompareFlamPredictionCommand', 'InputNotAFile,Flammable.Commands.CompareFlamPredictionCommand'
    }
}
