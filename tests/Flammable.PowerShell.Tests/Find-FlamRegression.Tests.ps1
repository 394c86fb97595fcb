BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive

    # Commits a version for each accuracy; the first and the last are trained.
    function New-History([string] $Folder, [string[]] $Accuracy) {
        $null = New-Item -ItemType Directory $Folder
        Invoke-Git $Folder init --quiet
        for ($number = 1; $number -le $Accuracy.Count; $number++) {
            $train = "Snapshot.Train.Append(`"accuracy`", $($Accuracy[$number - 1]));"
            $null = New-TaskFolder $Folder -Train $train
            Set-Content "$Folder/number.txt" $number
            Invoke-Git $Folder add --all
            Invoke-Git $Folder commit --quiet --message "change $number"
            if ($number -in 1, $Accuracy.Count) { Invoke-FlamTrain $Folder }
        }
    }
}

AfterAll { Restore-FlamTest }

Describe 'Find-FlamRegression' {
    BeforeAll {
        $folder = "$TestDrive/net"
        $good, $bad = New-History $folder 0.95, 0.95, 0.5, 0.4
    }

    It 'finds the first bad commit and leaves folder and list as they are' {
        $before = Get-FolderState $folder, "$env:FLAMMABLE_LIBRARY/net"
        $found = Find-FlamRegression accuracy -Below 0.9 -Path $folder -Verbose 4>&1

        $found[-1].FirstBad.Message | Should -Be 'change 3'
        $found[-1].LastGood.Message | Should -Be 'change 2'
        $found[-1].FirstBad.Commit | Should -Be (Invoke-Git $folder rev-parse HEAD~1)
        "$($found -like 'Step 1, *')" | Should -BeLike 'Step 1, 2 commits left: *'
        Get-FolderState $folder, "$env:FLAMMABLE_LIBRARY/net" | Should -Be $before
        @(Get-FlamSnapshot -Experiment net).Count | Should -Be 2
    }

    It 'takes the bad snapshot from the pipeline and the good one by id, at any location' {
        ($bad | Find-FlamRegression accuracy -Below 0.9 -Good $good.Id).FirstBad.Message | Should -Be 'change 3'
        (Find-FlamRegression accuracy -Below 0.9 -Bad $bad.Name).FirstBad.Message | Should -Be 'change 3'
    }

    It 'searches the current location' {
        Push-Location $folder
        try { (Find-FlamRegression accuracy -Below 0.9).FirstBad.Message | Should -Be 'change 3' } finally { Pop-Location }
    }

    It 'shows the answer and its steps' {
        $found = Find-FlamRegression accuracy -Below 0.9 -Path $folder
        $text = $found | Out-String -Width 160
        $text | Should -Match 'Metric\s+: accuracy \(train\), bad below 0\.9'
        $text | Should -Match 'Message\s+: change 3'
        $text | Should -Match 'LastGood\s+: \w{7} change 2 \(0\.95\)'
        $found.Steps | Out-String -Width 160 | Should -Match '\w{7}\s+0\.4\s+bad\s+Recorded\s+.*change 4'
        "$found" | Should -BeLike '* change 3 is the first bad commit.'
    }

    It 'tells the suspects where commits were skipped' {
        $other = "$TestDrive/skipped"
        $null = New-History $other 0.95, 'broken', 0.5
        $found = Find-FlamRegression accuracy -Below 0.9 -Path $other
        $found.FirstBad | Should -BeNullOrEmpty
        $found.Suspects.Message | Should -Be 'change 2', 'change 3'
        $found | Out-String -Width 300 | Should -Match 'Suspects\s+: \w{7} skipped \(.*error CS'
    }

    It 'answers <id> where it is given <case>' -ForEach @(
        @{ id = 'BadSnapshotIsGood'; case = 'a good snapshot as the bad one'; arguments = { @{ Below = 0.9; Bad = $good } } }
        @{ id = 'GoodSnapshotIsBad'; case = 'a bad snapshot as the good one'; arguments = { @{ Below = 0.99; Good = $good; Bad = $bad } } }
        @{ id = 'NoGoodSnapshot'; case = 'a limit that no snapshot meets'; arguments = { @{ Below = 0.99; Bad = $bad } } }
        @{ id = 'SameCode'; case = 'one snapshot twice'; arguments = { @{ Below = 0.9; Good = $bad; Bad = $bad } } }
        @{ id = 'InvalidArgument'; case = 'NaN as the limit'; arguments = { @{ Below = [double]::NaN; Bad = $bad } } }
    ) {
        $given = & $arguments
        Find-FlamRegression accuracy @given -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.FullyQualifiedErrorId | Should -Be "$id,Flammable.Commands.FindFlamRegressionCommand"
    }

    It 'answers SnapshotNotFound for a metric that there is not' {
        Find-FlamRegression acuracy -Below 0.9 -Bad $bad -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.FindFlamRegressionCommand'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike "*'accuracy'*"
    }

    It 'takes one limit' {
        { Find-FlamRegression accuracy -Below 0.9 -Above 0.1 } | Should -Throw -ErrorId 'AmbiguousParameterSet,Flammable.Commands.FindFlamRegressionCommand'
    }

    It 'completes metrics' {
        $line = 'Find-FlamRegression acc'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'accuracy'
    }
}
