BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
    $double = New-ServedSnapshot "$TestDrive/served"
    $triple = New-ServedSnapshot "$TestDrive/served" -Factor 3
}

AfterAll { Restore-FlamTest }

Describe 'Update-FlamServer' {
    BeforeEach { $server = Start-FlamServer -Snapshot $double }
    AfterEach { Stop-TestServer }

    It 'makes the server answer with the other snapshot, at the same address' {
        Invoke-FlamEval -Server $server -InputObject 5 | Should -Be 10
        Update-FlamServer $server -Snapshot $triple | Should -BeNullOrEmpty

        Invoke-FlamEval -Server $server -InputObject 5 | Should -Be 15
        (Get-FlamServer $server).Snapshot | Should -Be $triple.Name
        (Get-FlamServer $server).ProcessId | Should -Be $server.ProcessId
    }

    It 'takes servers from the pipeline and emits them with -PassThru' {
        $other = Start-FlamServer -Snapshot $double
        $updated = $server.Id, $other | Update-FlamServer -Snapshot $triple.Id -PassThru
        $updated.Id | Should -Be $server.Id, $other.Id
        $updated.Snapshot | Should -Be $triple.Name, $triple.Name
    }

    It 'goes back to what the server was before' {
        Update-FlamServer $server -Snapshot last
        Update-FlamServer $server -Snapshot $server.Snapshot
        Invoke-FlamEval -Server $server -InputObject 5 | Should -Be 10
    }

    It 'changes nothing under -WhatIf' {
        Update-FlamServer $server -Snapshot $triple -WhatIf
        (Get-FlamServer $server).Snapshot | Should -Be $double.Name
    }

    It 'loses no sample of a pipeline that runs meanwhile' {
        $answers = 1..40 | ForEach-Object { if ($_ -eq 20) { Update-FlamServer $server -Snapshot $triple }; Start-Sleep -Milliseconds 5; $_ } | Invoke-FlamEval -Server $server
        $answers | Should -HaveCount 40
        $answers[0] | Should -Be 2
        $answers[39] | Should -Be 120
    }

    It 'says once that the snapshot is not trained or not there, however many servers there are' {
        $failed = New-TaskFolder "$TestDrive/failed" -Train 'throw new Exception("no");'
        Invoke-FlamTrain $failed -ErrorAction SilentlyContinue
        $server, $server | Update-FlamServer -Snapshot failed/last -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotTrained,Flammable.Commands.UpdateFlamServerCommand'
        $server, $server | Update-FlamServer -Snapshot nosuch -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.UpdateFlamServerCommand'
    }

    It 'answers ServerSwapFailed where the snapshot cannot be loaded, and the server goes on' {
        $files = New-TrainedSnapshot "$TestDrive/files-only"
        Update-FlamServer $server -Snapshot $files -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ServerSwapFailed,Flammable.Commands.UpdateFlamServerCommand'
        Invoke-FlamEval -Server $server -InputObject 5 | Should -Be 10
    }

    It 'answers ServerDead and ServerNotFound' {
        Stop-Process -Id $server.ProcessId -Force
        Wait-Until { (Get-FlamServer $server).State -eq 'Dead' }
        Update-FlamServer $server, nosuch -Snapshot $triple -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ServerDead,Flammable.Commands.UpdateFlamServerCommand', 'ServerNotFound,Flammable.Commands.UpdateFlamServerCommand'
    }
}
