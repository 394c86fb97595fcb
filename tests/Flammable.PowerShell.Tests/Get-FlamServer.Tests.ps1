BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
    $module = Get-FlamModulePath
    $snapshot = New-ServedSnapshot "$TestDrive/served"
}

AfterAll { Restore-FlamTest }

Describe 'Get-FlamServer' {
    BeforeAll { $server = Start-FlamServer "$TestDrive/served" }
    AfterAll { Stop-TestServer }

    It 'lists servers with what they have done since' {
        $null = 1..3 | Invoke-FlamEval -Server $server
        $found = Get-AnsweringServer

        $found | Should -HaveCount 1
        $found.Id | Should -Be $server.Id
        $found.State | Should -Be 'Running'
        $found.Uptime | Should -BeGreaterThan ([timespan]::Zero)
        $found.Requests | Should -BeGreaterThan 0
    }

    It 'takes ids, their beginnings, wildcards, servers and rows' {
        (Get-FlamServer $server.Id).Id | Should -Be $server.Id
        (Get-FlamServer $server.Id.Substring(0, 4)).Id | Should -Be $server.Id
        (Get-FlamServer "$($server.Id[0])*").Id | Should -Be $server.Id
        ($server | Get-FlamServer).Id | Should -Be $server.Id
        ([pscustomobject]@{ Id = $server.Id } | Get-FlamServer).Id | Should -Be $server.Id
        Get-FlamServer 'no such*' | Should -BeNullOrEmpty
    }

    It 'takes a server that comes back from another process' {
        $copy = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($server))
        $copy.PSTypeNames[0] | Should -Be 'Deserialized.Flammable.Servers.ModelServer'
        ($copy | Get-FlamServer).Snapshot | Should -Be $snapshot.Name
    }

    It 'answers ServerNotFound, and goes on with the next' {
        $found = Get-FlamServer nosuch, $server.Id -ErrorVariable errors -ErrorAction SilentlyContinue
        $found.Id | Should -Be $server.Id
        $errors.FullyQualifiedErrorId | Should -Be 'ServerNotFound,Flammable.Commands.GetFlamServerCommand'
        $errors[0].TargetObject | Should -Be 'nosuch'
    }

    It 'shows servers as a table' {
        $text = Get-AnsweringServer | Out-String -Width 200
        $text | Should -Match 'Id\s+State\s+Address\s+Snapshot\s+Uptime\s+Requests'
        $text | Should -Match "$($server.Id)\s+Running\s+unix:\S+\s+served/$($snapshot.Id)\s+[\d:.]+( s)?\s+\d+"
    }

    It 'shows servers that come back from a job as the same table' {
        $text = Start-Job {
            Import-Module $using:module
            do { $found = Get-FlamServer } until ($null -ne $found.Requests)
            $found
        } | Receive-Job -Wait -AutoRemoveJob | Out-String -Width 200
        $text | Should -Match "$($server.Id)\s+Running\s+unix:\S+\s+served/$($snapshot.Id)\s+[\d:.]+( s)?\s+\d+"
    }

    It 'shows one as a list with its files' {
        $text = Get-FlamServer | Format-List | Out-String -Width 200
        $text | Should -Match "SocketPath\s+: $([regex]::Escape($server.SocketPath))"
        $text | Should -Match "ProcessId\s+: $($server.ProcessId)"
        $text | Should -Match 'LogPath\s+: \S+'
    }

    It 'shows one that was killed as dead, and another can be started' {
        $killed = Start-FlamServer "$TestDrive/served" -Socket "$TestDrive/k.sock"
        Stop-Process -Id $killed.ProcessId -Force
        Wait-Until { (Get-FlamServer $killed).State -eq 'Dead' }

        (Get-FlamServer $killed).Uptime | Should -BeNullOrEmpty
        Invoke-FlamEval -Server $killed -InputObject 1 -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ServerDead,Flammable.Commands.InvokeFlamEvalCommand'
        $next = Start-FlamServer "$TestDrive/served" -Socket "$TestDrive/k.sock"
        $next.State | Should -Be 'Running'
        Get-FlamServer $killed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}
