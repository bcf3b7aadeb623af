"""Own design on the Train page: the network, how it learns, when it ends, and what few ever need."""
