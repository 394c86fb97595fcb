BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
}

AfterAll { Restore-FlamTest }

Describe 'Unloading' {
    It 'goes and comes again in one session, and trains after it' {
        $null = New-TaskFolder "$TestDrive/again"
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = "$TestDrive/again" } {
            Import-Module $env:FLAM_TEST_MODULE
            (Invoke-FlamTrain $env:FLAM_TEST_FOLDER).State.ToString()
            Remove-Module Flammable
            "commands: $(@(Get-Command *-Flam*).Where{ $_.Module -and -not $_.Module.Path.Contains('never') -and (Get-Module Flammable) }.Count)"
            Import-Module $env:FLAM_TEST_MODULE
            (Invoke-FlamTrain $env:FLAM_TEST_FOLDER -Force).State.ToString()
            Import-Module $env:FLAM_TEST_MODULE -Force
            (Get-FlamSnapshot).Count
        }

        $lines | Should -Be 'Trained', 'commands: 0', 'Trained', '2'
    }

    It 'takes its resolver out with the last removal, and answers no request that is not its own' {
        $lines = Invoke-InChild {
            function Test-Resolver([string] $name) { try { $null = [Reflection.Assembly]::Load($name); 'found' } catch { 'not found' } }
            $own = 'LibGit2Sharp, Version=0.29.0.0, Culture=neutral, PublicKeyToken=7cbde695407f0333'
            Import-Module $env:FLAM_TEST_MODULE
            Test-Resolver 'LibGit2Sharp, Version=0.31.0.0, Culture=neutral, PublicKeyToken=7cbde695407f0333'
            Remove-Module Flammable
            Test-Resolver $own
        }

        $lines | Should -Be 'not found', 'not found'
    }

    It 'keeps its resolver as long as another runspace has the module' {
        $lines = Invoke-InChild {
            Import-Module $env:FLAM_TEST_MODULE
            $shell = [powershell]::Create()
            $null = $shell.AddScript({ Import-Module $env:FLAM_TEST_MODULE; Remove-Module Flammable }).Invoke()
            [Reflection.Assembly]::Load('LibGit2Sharp, Version=0.29.0.0, Culture=neutral, PublicKeyToken=7cbde695407f0333').GetName().Name
        }

        $lines | Should -Be 'LibGit2Sharp'
    }
}
