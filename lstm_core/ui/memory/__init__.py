"""The Memory lab: what textbooks say of recurrent networks, each as an experiment that a worker plays."""
