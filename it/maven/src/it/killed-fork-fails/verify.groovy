def log = new File(basedir, 'build.log').text
assert log =~ /the JVM \d+ \(Java [^)]+\) did not end in order/
assert log.contains('BUILD FAILURE')
