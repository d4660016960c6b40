assert new File(basedir as File, 'build.log').text.contains('Tests run: 4, Failures: 0')
return true
