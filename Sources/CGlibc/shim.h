#pragma once
// What glibc has and Swift's module of it does not show: mallopt(3), and what its headers keep for
// those who ask for GNU's extensions: sched_getcpu(3), sched_setaffinity(2),
// pthread_attr_setaffinity_np(3).
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
int sched_getcpu(void);
int sched_getaffinity(pid_t, size_t, cpu_set_t *);
int sched_setaffinity(pid_t, size_t, const cpu_set_t *);
int pthread_attr_setaffinity_np(pthread_attr_t *, size_t, const cpu_set_t *);
