#if DEBUG || TESTABLE
    runFuzz()
#else
    print("fuzz: this build does not let tests look inside, and so has no targets; 'make fuzz' makes one that does")
#endif
