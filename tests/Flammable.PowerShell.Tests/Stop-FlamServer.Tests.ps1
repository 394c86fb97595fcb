BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
    $null = New-ServedSnapshot "$TestDrive/served"
}

AfterAll { Restore-FlamTest }

Describe 'Stop-FlamServer' {
    AfterEach { Stop-TestServer }

    It 'stops a server by its id and waits until it is gone' {
        $server = Start-FlamServer "$TestDrive/served"
        Stop-FlamServer $server.Id | Should -BeNullOrEmpty

        Get-FlamServer | Should -BeNullOrEmpty
        Wait-Until { -not (Get-Process -Id $server.ProcessId -ErrorAction SilentlyContinue) }
        Test-Path $server.SocketPath | Should -BeFalse
    }

    It 'takes servers, rows and deserialized servers from the pipeline' {
        $one, $two, $three = 1..3 | ForEach-Object { Start-FlamServer "$TestDrive/served" }
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($three))
        $one, [pscustomobject]@{ Id = $two.Id }, $copy | Stop-FlamServer
        Get-FlamServer | Should -BeNullOrEmpty
    }

    It 'stops nothing under -WhatIf' {
        $server = Start-FlamServer "$TestDrive/served"
        Get-FlamServer | Stop-FlamServer -WhatIf
        Get-FlamServer | Stop-FlamServer -Force -WhatIf
        (Get-FlamServer $server).State | Should -Be 'Running'
    }

    It 'clears away a dead one' {
        $server = Start-FlamServer "$TestDrive/served"
        Stop-Process -Id $server.ProcessId -Force
        Wait-Until { (Get-FlamServer $server).State -eq 'Dead' }
        Get-FlamServer | Stop-FlamServer

        Get-FlamServer | Should -BeNullOrEmpty
        Get-ChildItem (Split-Path $server.SocketPath) -Filter "$($server.Id).*" | Should -BeNullOrEmpty
    }

    It 'kills with -Force, whatever the server is busy with' {
        $server = Start-FlamServer "$TestDrive/served"
        $waiting = Start-EndlessSample $server.Id "$TestDrive/kill.begun"
        Stop-FlamServer $server -Force

        Get-FlamServer | Should -BeNullOrEmpty
        $waiting | Receive-Job -Wait -AutoRemoveJob | Should -Be 'ServerDead,Flammable.Commands.InvokeFlamEvalCommand'
    }

    It 'answers ServerNotFound, and stops the others' {
        $server = Start-FlamServer "$TestDrive/served"
        Stop-FlamServer nosuch, $server.Id -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ServerNotFound,Flammable.Commands.StopFlamServerCommand'
        Get-FlamServer | Should -BeNullOrEmpty
    }

    It 'leaves off waiting when the pipeline stops; the server goes all the same' {
        $server = Start-FlamServer "$TestDrive/served" -Timeout 1
        $busy = Start-EndlessSample $server.Id "$TestDrive/stop.begun"
        $shell = [powershell]::Create()
        $null = $shell.AddScript({ Import-Module $args[0]; Stop-FlamServer $args[1] }).AddArgument((Get-FlamModulePath)).AddArgument($server.Id)
        $running = $shell.BeginInvoke()
        Wait-Until { $running.IsCompleted -or (Get-FlamServer).State -ne 'Running' }
        $stopping = $shell.BeginStop($null, $null)
        Wait-Until { $stopping.IsCompleted }
        Wait-Until { -not (Get-FlamServer) }

        $shell.InvocationStateInfo.State | Should -BeIn 'Stopped', 'Completed'
        $busy | Receive-Job -Wait -AutoRemoveJob | Should -BeLike '*,Flammable.Commands.InvokeFlamEvalCommand'
        $shell.Dispose()
    }
}
