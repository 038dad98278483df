def log = new File(basedir, 'build.log').text
def options = ['include', 'exclude', 'roots', 'report', 'exitcode', 'halt', 'print', 'junit', 'skip']
assert ['check', 'help', 'on', 'prepare-agent'].every { log.contains("\nrace:$it\n") }
assert options.every { log.contains("User property: race.$it\n") }
